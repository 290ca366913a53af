package org.livetally.redis.client;

/** Redis holds data of a newer version of the program, which this one would misread. */
public final class NewerFormatException extends RedisUnavailableException {
    private static final long serialVersionUID = 1;

    NewerFormatException(String message) {
        super(message);
    }
}
