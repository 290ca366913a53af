package org.livetally.redis.client;

/** All Sentinels that answer say that they know no primary by the name in the address. */
public final class UnknownPrimaryException extends RedisUnavailableException {
    private static final long serialVersionUID = 1;

    UnknownPrimaryException(String name) {
        super(
                "the Sentinels know no primary by the name " + name
                        + ": the address must end with the name in their sentinel monitor, as in redis+sentinel://host/mymaster");
    }
}
