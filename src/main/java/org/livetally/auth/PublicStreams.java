package org.livetally.auth;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.livetally.model.Ids;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/** Tells which streams are public. */
final class PublicStreams {
    private final RedisLink redis;

    PublicStreams(RedisLink redis) {
        this.redis = redis;
    }

    Future<Boolean> contains(String stream) {
        if (!Ids.isStream(stream)) {
            return Future.succeededFuture(false);
        }
        return redis.send(Request.cmd(Command.HGET)
                        .arg(new StreamKeys(stream).config())
                        .arg("public"))
                .map(flag -> flag != null && "1".equals(flag.toString()));
    }
}
