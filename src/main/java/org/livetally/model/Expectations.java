package org.livetally.model;

import org.jspecify.annotations.Nullable;

/**
 * What this node knows that Redis must hold. A Redis that holds less has gone back: after a failover, with an old backup, or emptied.
 * Thread-safe.
 */
@FunctionalInterface
public interface Expectations {
    /** Of a server that has acked nothing yet. */
    Expectations NONE = stream -> (exists, last) -> {};

    /** What Redis must hold of a stream now. To be asked for before Redis is: what is acked meanwhile is not in an answer under way. */
    Expectation of(String stream);

    /** To be compared with one answer of Redis. */
    @FunctionalInterface
    interface Expectation {
        /**
         * Compares.
         *
         * @param exists whether Redis has the stream
         * @param last the newest seq that it has of the stream, empty if there is none; null if that was not asked
         * @throws Problem with 503 and the reason, if it holds less than it must, or did a moment ago
         */
        void found(boolean exists, @Nullable String last);
    }
}
