package org.livetally.groups;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.livetally.http.EntityTag;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/**
 * The tags of groups' figures: that of the tree, with the board's version. Each is read every two seconds at most, so
 * that the figures are, too.
 */
final class FigureTags {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RedisLink redis;
    private final Groups groups;
    /** By stream, the oldest first. */
    private final Map<String, Read> read = new LinkedHashMap<>();

    FigureTags(RedisLink redis, Groups groups) {
        this.redis = redis;
        this.groups = groups;
    }

    private record Read(Future<EntityTag> tag, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < FRESH_NANOS && !tag.failed();
        }
    }

    /** The tag, at most two seconds old. Fails with 404 if there is no such stream. */
    Future<EntityTag> tag(String stream) {
        read.values().removeIf(earlier -> !earlier.isFresh());
        Read fresh = read.get(stream);
        if (fresh == null) {
            fresh = new Read(now(StreamDirectory.keys(stream)), System.nanoTime());
            read.put(stream, fresh);
        }
        return fresh.tag;
    }

    private Future<EntityTag> now(StreamKeys keys) {
        Future<EntityTag> tree = groups.tag(keys.stream());
        Request version = Request.cmd(Command.HGET).arg(keys.totals()).arg("version");
        return RedisFailures.orUnavailable(redis.send(version))
                .compose(found -> tree.map(tag -> new EntityTag(
                        tag.text().replaceFirst("\"$", "-" + Objects.requireNonNullElse(found, 0) + "\""))));
    }
}
