package org.livetally.audience;

import io.vertx.core.Future;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** Removes viewers that a killed node left in a stream's count; for event loops that serve no audience. */
public final class ViewerExpiry {
    private final RedisLink redis;

    public ViewerExpiry(RedisLink redis) {
        this.redis = redis;
    }

    /** Removes the counters whose lease has expired; raises the version if there were any. */
    public Future<Void> expire(String stream) {
        return AudienceScript.expire(redis, new StreamKeys(stream)).mapEmpty();
    }
}
