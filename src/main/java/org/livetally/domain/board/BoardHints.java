package org.livetally.domain.board;

/** Receives from the stages which streams have probably changed, so that boards read them earlier. Thread-safe. */
@FunctionalInterface
public interface BoardHints {
    /** The time of a change that is not a recorded order. */
    long NO_ORDER = 0;

    /**
     * A stream has probably changed.
     *
     * @param since {@link System#nanoTime()} at which the oldest order of the change was received; or {@link #NO_ORDER}
     */
    void changed(String stream, long since);

    /** A stream has probably changed by something other than orders. */
    default void changed(String stream) {
        changed(stream, NO_ORDER);
    }
}
