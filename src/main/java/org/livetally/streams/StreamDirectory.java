package org.livetally.streams;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.http.Problem;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * The only reader of a stream's existence and of its single settings. Futures fail as those of {@link RedisLink#send}
 * do.
 */
public final class StreamDirectory {
    private final RedisLink redis;

    public StreamDirectory(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * The keys of a stream that a client names.
     *
     * @throws Problem 404, if no stream can have that id
     */
    public static StreamKeys keys(String stream) {
        if (!Ids.isStream(stream)) {
            throw unknown(stream);
        }
        return new StreamKeys(stream);
    }

    /** 404: there is no stream with that id. */
    public static Problem unknown(String stream) {
        return Problem.of(404, Rule.STREAM_UNKNOWN.reason(stream));
    }

    public Future<Boolean> exists(StreamKeys keys) {
        return redis.send(Request.cmd(Command.EXISTS).arg(keys.settings())).map(reply -> reply.toInteger() == 1);
    }

    /** Fails with {@link #unknown}, if there is no such stream. */
    public Future<Void> require(StreamKeys keys) {
        return exists(keys)
                .compose(exists -> exists ? Future.succeededFuture() : Future.failedFuture(unknown(keys.stream())));
    }

    /** Whether the stream exists and is public. */
    public Future<Boolean> isPublic(String stream) {
        return Ids.isStream(stream)
                ? setting(new StreamKeys(stream), "public").map("1"::equals)
                : Future.succeededFuture(false);
    }

    /** Whether the stream is open to orders of its viewers. */
    public Future<Boolean> isOpenToOrders(StreamKeys keys) {
        return setting(keys, "openOrders").map("1"::equals);
    }

    /** Whether the stream has started and not ended. */
    public Future<Boolean> isLive(StreamKeys keys) {
        return setting(keys, "status").map("live"::equals);
    }

    private Future<@Nullable String> setting(StreamKeys keys, String name) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg(name))
                .map(value -> value == null ? null : value.toString());
    }
}
