package org.livetally.metrics.poll;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Optional;
import org.livetally.metrics.RedisStats.OfRedis;
import org.livetally.redis.client.InfoReply;
import org.livetally.redis.client.RedisLink;

/** The server's figures from INFO, for {@code /metrics}. */
public final class RedisInfo {
    private RedisInfo() {}

    /** Sends two commands, since only Redis 7 accepts one for two sections. */
    public static Future<OfRedis> read(RedisLink redis) {
        Future<InfoReply> memory = info(redis, "memory");
        Future<InfoReply> persistence = info(redis, "persistence");
        return Future.all(memory, persistence).map(both -> figures(memory.result(), persistence.result()));
    }

    private static Future<InfoReply> info(RedisLink redis, String section) {
        return redis.send(Request.cmd(Command.INFO).arg(section)).map(text -> new InfoReply(text.toString()));
    }

    private static OfRedis figures(InfoReply memory, InfoReply persistence) {
        Optional<String> aof = persistence.field("aof_current_size"); // missing without an AOF
        return new OfRedis(
                number(memory.field("used_memory")),
                number(memory.field("maxmemory")),
                aof.map(Long::valueOf).orElse(null),
                persistence.field("aof_last_write_status").equals(Optional.of("ok")),
                number(persistence.field("aof_delayed_fsync")));
    }

    private static long number(Optional<String> field) {
        return field.map(Long::parseLong).orElse(0L);
    }
}
