package org.livetally.redis;

/** There is no connection to Redis at the moment. */
public final class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RedisUnavailableException(String message) {
        super(message, null, false, false); // an expected state, thrown for every command of an outage
    }
}
