package org.livetally.groups;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.livetally.http.EntityTag;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * The tags of groups' figures: that of the tree, with the board's version. The version is read every two seconds at most,
 * so that the figures are, too; but who has changed the tree sees the change at once.
 */
final class FigureTags {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RedisLink redis;
    private final Groups groups;
    /** By stream. */
    private final Map<String, Read> read = new HashMap<>();

    FigureTags(RedisLink redis, Groups groups) {
        this.redis = redis;
        this.groups = groups;
    }

    private record Read(Future<String> version, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < FRESH_NANOS && !version.failed();
        }
    }

    /** The tag of figures that are at most two seconds old. Fails with 404 if there is no such stream. */
    Future<EntityTag> tag(String stream) {
        read.values().removeIf(earlier -> !earlier.isFresh());
        return groups.tag(stream)
                .compose(tree -> read.computeIfAbsent(
                                stream, any -> new Read(version(new StreamKeys(stream)), System.nanoTime()))
                        .version
                        .map(version -> new EntityTag(tree.text().replaceFirst("\"$", "-" + version + "\""))));
    }

    private Future<String> version(StreamKeys keys) {
        Request version = Request.cmd(Command.HGET).arg(keys.totals()).arg("version");
        return RedisFailures.orUnavailable(redis.send(version))
                .map(found -> Objects.requireNonNullElse(found, "0").toString());
    }
}
