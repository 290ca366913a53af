package org.livetally.metrics.poll;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.livetally.metrics.RedisStats.OfRedis;
import org.livetally.redis.client.InfoReply;
import org.livetally.redis.client.RedisLink;

/** The figures of all servers from INFO, added up, for {@code /metrics}. */
public final class RedisInfo {
    private RedisInfo() {}

    /** Sends two commands, since only Redis 7 accepts one for two sections. */
    public static Future<OfRedis> read(RedisLink redis) {
        Future<List<InfoReply>> memory = info(redis, "memory");
        Future<List<InfoReply>> persistence = info(redis, "persistence");
        return Future.all(memory, persistence)
                .map(both -> IntStream.range(
                                0,
                                Math.min(
                                        memory.result().size(),
                                        persistence.result().size()))
                        .mapToObj(i -> figures(
                                memory.result().get(i), persistence.result().get(i)))
                        .reduce(RedisInfo::sum)
                        .orElseThrow());
    }

    private static Future<List<InfoReply>> info(RedisLink redis, String section) {
        return redis.toEach(Request.cmd(Command.INFO).arg(section))
                .map(all ->
                        all.stream().map(text -> new InfoReply(text.toString())).toList());
    }

    private static OfRedis sum(OfRedis one, OfRedis other) {
        Long aof = one.aofBytes();
        Long more = other.aofBytes();
        return new OfRedis(
                one.memoryBytes() + other.memoryBytes(),
                one.maxMemoryBytes() + other.maxMemoryBytes(),
                aof == null || more == null ? null : Long.valueOf(aof + more),
                one.aofWriteOk() && other.aofWriteOk(),
                one.delayedFsyncs() + other.delayedFsyncs());
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
