package org.livetally.redis.client;

import org.jspecify.annotations.Nullable;

/** There is no connection to a Redis that serves at the moment. */
public sealed class RedisUnavailableException extends RuntimeException
        permits NewerFormatException, UnknownPrimaryException, UnreplicatedException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never serialized
    private final @Nullable Refusal refusal;

    /** Whether the command is known not to have run. */
    private final boolean notRun;

    RedisUnavailableException(String message) {
        this(message, null);
    }

    /** The server that was reached refuses to serve. */
    RedisUnavailableException(Refusal refusal) {
        this(refusal.toString(), refusal);
    }

    RedisUnavailableException(String message, @Nullable Refusal refusal) {
        this(message, refusal, false);
    }

    private RedisUnavailableException(String message, @Nullable Refusal refusal, boolean notRun) {
        super(message, null, false, false); // an expected state, thrown for every command during an outage
        this.refusal = refusal;
        this.notRun = notRun;
    }

    /** The server refused this very command; others that were sent with it may have run. */
    static RedisUnavailableException notRun(Refusal refusal) {
        return new RedisUnavailableException(refusal.toString(), refusal, true);
    }

    /** Whether the command is known not to have run. */
    boolean isNotRun() {
        return notRun;
    }

    /** Why the last server that was reached does not serve; null if none was reached. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }
}
