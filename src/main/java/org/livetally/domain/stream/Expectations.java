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
    Expectations NONE = stream -> (exists, last, over) -> {};

    /**
     * What Redis must hold of a stream now. Ask for it before asking Redis: an answer under way does not contain what
     * is acked meanwhile.
     */
    Expectation of(String stream);

    /** Over which answers come. Two of one node may lead to two servers, as while a failover is not known to all yet. */
    interface Connection {
        /** Whether it may lead to a server that the other one's has taken the place of: it was opened before that was in use. */
        boolean isBefore(Connection other);

        /** Gives it up, since it may lead to the wrong server. Returns what those are told who wait for an answer. */
        RuntimeException leave();
    }

    /** Compares one answer of Redis with what was expected. */
    @FunctionalInterface
    interface Expectation {
        /**
         * Checks one answer.
         *
         * @param exists whether Redis has the stream
         * @param last the newest seq that Redis has of the stream; empty if there is none, null if it was not asked for
         * @param over the connection over which it came, which is left if it is too old to be believed: then the failure is of
         *     a lost connection
         * @throws Problem 503 with the reason, if Redis holds less than it must, or did so a moment ago
         */
        void found(boolean exists, @Nullable String last, Connection over);
    }
}
