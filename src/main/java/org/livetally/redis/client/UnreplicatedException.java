package org.livetally.redis.client;

/** Something was written, but it is unknown whether as many replicas have it as an ack promises. */
public final class UnreplicatedException extends RedisUnavailableException {
    private static final long serialVersionUID = 1;

    UnreplicatedException(Refusal why) {
        super(why);
    }
}
