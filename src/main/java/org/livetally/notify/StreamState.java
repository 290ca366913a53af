package org.livetally.notify;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Milestone;
import org.livetally.domain.stream.StreamStatus;

/**
 * How far a stream was when it was looked at: what of it was told. The text in Redis is {@code <status> <reached> <goal> <gmv>}.
 *
 * @param reached whether it has ever reached a goal
 * @param goal minor units; 0 without one
 * @param gmv minor units, at the last milestone or before it, but not before the one before
 */
record StreamState(StreamStatus status, boolean reached, long goal, long gmv) {
    /** Before anything has happened. */
    static final StreamState NEW = new StreamState(StreamStatus.SCHEDULED, false, 0, 0);

    static StreamState of(String text) {
        String[] parts = text.split(" ", -1);
        return new StreamState(
                status(parts[0]), parts[1].equals("1"), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    /** The status of that name: without any it is scheduled, and one that only a newer version knows is the end. */
    static StreamStatus status(@Nullable String wire) {
        return wire == null
                ? StreamStatus.SCHEDULED
                : Objects.requireNonNullElse(StreamStatus.named(wire), StreamStatus.CLOSED);
    }

    String text() {
        return status.wire() + " " + (reached ? 1 : 0) + " " + goal + " " + gmv;
    }

    boolean isLive() {
        return status == StreamStatus.LIVE;
    }

    /** Whether orders can still change it. */
    boolean isOver() {
        return status.isOver();
    }

    /** It with the greatest milestone that it passes on the way to another GMV, under another goal only from there on. */
    long gmvNow(long now, long goalNow, long unit) {
        boolean moves = goalNow != goal || Milestone.passed(gmv, now, goalNow, unit) != null;
        return moves ? Math.max(gmv, now) : gmv;
    }
}
