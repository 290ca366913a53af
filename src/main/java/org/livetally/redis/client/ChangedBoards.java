package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks Redis which of many boards have changed: one command for all of them, so that idle ones cost next to nothing. Hides
 * the order of the keys and arguments of {@code changed_boards.lua}.
 *
 * <p>In a Redis Cluster hardly two boards share a slot, so each is asked about by itself, without a script.
 */
public final class ChangedBoards {
    private static final LuaScript SCRIPT = LuaScript.load("changed_boards");
    /** The boards of one command, so that other work is not held up. */
    private static final int CHUNK = 1_000;

    private ChangedBoards() {}

    /**
     * Those of the boards whose version is another one now. In a Redis Cluster, boards of a server that does not answer are
     * left out.
     *
     * @param totals the key of a board's totals
     * @param version the one that was read last; -1 if none was
     */
    public static <T> Future<List<T>> among(
            RedisLink redis, List<T> boards, Function<T, String> totals, ToLongFunction<T> version) {
        return BySlot.ask(redis, boards, totals, some -> amongNeighbours(redis, some, totals, version));
    }

    /** The same for boards that share a slot, if Redis has slots. Fails if they are not answered for. */
    public static <T> Future<List<T>> amongNeighbours(
            RedisLink redis, List<T> boards, Function<T, String> totals, ToLongFunction<T> version) {
        if (redis.isCluster()) {
            return oneByOne(redis, boards, totals, version);
        }
        if (boards.size() <= CHUNK) {
            return amongFew(redis, boards, totals, version);
        }
        return amongFew(redis, boards.subList(0, CHUNK), totals, version)
                .compose(first -> amongNeighbours(redis, boards.subList(CHUNK, boards.size()), totals, version)
                        .map(others ->
                                Stream.concat(first.stream(), others.stream()).toList()));
    }

    private static <T> Future<List<T>> oneByOne(
            RedisLink redis, List<T> boards, Function<T, String> totals, ToLongFunction<T> version) {
        List<Future<Boolean>> changed = boards.stream()
                .map(board -> hasChanged(redis, totals.apply(board), version.applyAsLong(board)))
                .toList();
        return Future.all(changed)
                .map(all -> IntStream.range(0, boards.size())
                        .filter(i -> changed.get(i).result())
                        .mapToObj(boards::get)
                        .toList());
    }

    private static Future<Boolean> hasChanged(RedisLink redis, String totals, long version) {
        return redis.send(Request.cmd(Command.HGET).arg(totals).arg("version"))
                .map(now -> !text(now).equals(Long.toString(version)))
                // an unreadable stream is reported by its own reading, and does not affect the others
                .recover(e -> RedisFailures.isPermanent(e) ? Future.succeededFuture(true) : Future.failedFuture(e));
    }

    private static String text(@Nullable Object now) {
        return now == null ? "0" : now.toString();
    }

    private static <T> Future<List<T>> amongFew(
            RedisLink redis, List<T> boards, Function<T, String> totals, ToLongFunction<T> version) {
        if (boards.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        ScriptCall call = new ScriptCall(SCRIPT);
        boards.forEach(board -> call.key(totals.apply(board)));
        boards.forEach(board -> call.arg(version.applyAsLong(board)));
        return redis.run(call)
                .map(places -> places.stream()
                        .map(place -> boards.get(place.toInteger()))
                        .toList());
    }
}
