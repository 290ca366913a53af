package org.livetally.domain.stream;

import org.jspecify.annotations.Nullable;
import org.livetally.http.Problem;

/**
 * What this node knows that Redis must hold. A Redis that holds less has gone back: after a failover, after a restore
 * from an old backup, or because it was emptied. Thread-safe.
 */
@FunctionalInterface
public interface Expectations {
    /** The expectations of a server that has acked nothing yet. */
    Expectations NONE = stream -> (exists, last) -> {};

    /**
     * What Redis must hold of a stream now. Ask for it before asking Redis: an answer under way does not contain what
     * is acked meanwhile.
     */
    Expectation of(String stream);

    /** Compares one answer of Redis with what was expected. */
    @FunctionalInterface
    interface Expectation {
        /**
         * Checks one answer.
         *
         * @param exists whether Redis has the stream
         * @param last the newest seq that Redis has of the stream; empty if there is none, null if it was not asked for
         * @throws Problem 503 with the reason, if Redis holds less than it must, or did so a moment ago
         */
        void found(boolean exists, @Nullable String last);
    }
}
