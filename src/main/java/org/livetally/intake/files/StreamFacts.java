package org.livetally.intake.files;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/**
 * What an import needs to know of its stream.
 *
 * @param startedAt epoch milliseconds; 0 before the start
 * @param endedAt epoch milliseconds; 0 before the end
 */
record StreamFacts(String id, String currency, ZoneId zone, StreamStatus status, long startedAt, long endedAt) {

    /** Reads them; fails with 404 if there is no such stream. */
    static Future<StreamFacts> read(RedisLink redis, StreamKeys keys) {
        Request request = Request.cmd(Command.HMGET)
                .arg(keys.settings())
                .arg("currency")
                .arg("timezone")
                .arg("status")
                .arg("startedAt")
                .arg("endedAt");
        return RedisFailures.orUnavailable(redis.send(request)).map(values -> {
            StreamStatus status = status(values.get(2));
            if (status == null) {
                throw StreamDirectory.unknown(keys.stream());
            }
            return new StreamFacts(
                    keys.stream(),
                    values.get(0).toString(),
                    ZoneId.of(values.get(1).toString()),
                    status,
                    time(values.get(3)),
                    time(values.get(4)));
        });
    }

    private static @Nullable StreamStatus status(@Nullable Response value) {
        return StreamStatus.named(value == null ? null : value.toString());
    }

    private static long time(@Nullable Response value) {
        return value == null ? 0 : value.toLong();
    }

    boolean isLive() {
        return status == StreamStatus.LIVE;
    }

    /** Whether it has ended, and its books are open. */
    boolean isEnded() {
        return status == StreamStatus.ENDED;
    }

    /** Whether this time was between the start and the end. */
    boolean spans(long at) {
        return at >= startedAt && at <= endedAt;
    }
}
