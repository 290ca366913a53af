package org.livetally.redis.client;

import org.jspecify.annotations.Nullable;

/** There is no connection to a Redis that serves at the moment. */
public sealed class RedisUnavailableException extends RuntimeException
        permits NewerFormatException, UnknownPrimaryException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never serialized
    private final @Nullable Refusal refusal;

    RedisUnavailableException(String message) {
        this(message, null);
    }

    /** The server that was reached refuses to serve. */
    RedisUnavailableException(Refusal refusal) {
        this(refusal.toString(), refusal);
    }

    RedisUnavailableException(String message, @Nullable Refusal refusal) {
        super(message, null, false, false); // an expected state, thrown for every command during an outage
        this.refusal = refusal;
    }

    /** Why the last server that was reached does not serve; null if none was reached. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }
}
