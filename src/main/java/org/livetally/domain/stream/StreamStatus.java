package org.livetally.domain.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a stream has come; it never goes back. */
public enum StreamStatus {
    /** It takes no orders yet. */
    SCHEDULED,
    LIVE,
    /** It takes no orders but those of the time in which it was live; what became of its orders still arrives. */
    ENDED,
    /** Its books are closed: nothing is recorded any more. */
    CLOSED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The status as clients and Redis have it. */
    public String wire() {
        return wire;
    }

    /** The status of that name; null if there is none. */
    public static @Nullable StreamStatus named(@Nullable String wire) {
        for (StreamStatus status : values()) {
            if (status.wire.equals(wire)) {
                return status;
            }
        }
        return null;
    }

    /** Whether it was live, and is not any more. */
    public boolean isOver() {
        return this == ENDED || this == CLOSED;
    }
}
