package org.livetally.audience;

import io.vertx.core.Future;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/** Takes the viewers that a killed node left behind out of a stream's count, for event loops that serve no audience. */
public final class ViewerExpiry {
    private final RedisLink redis;

    public ViewerExpiry(RedisLink redis) {
        this.redis = redis;
    }

    /** Drops the counters of event loops that have not been heard of for too long; raises the version if there were any. */
    public Future<Void> expire(String stream) {
        return AudienceScript.expire(redis, new StreamKeys(stream)).mapEmpty();
    }
}
