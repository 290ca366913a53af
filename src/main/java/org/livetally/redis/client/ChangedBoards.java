package org.livetally.redis.client;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Asks Redis which of many boards have changed: one command for all of them, so that idle ones cost next to nothing. Hides
 * the order of the keys and arguments of {@code changed_boards.lua}.
 */
public final class ChangedBoards {
    private static final LuaScript SCRIPT = LuaScript.load("changed_boards");
    /** The boards of one command, so that other work is not held up. */
    private static final int CHUNK = 1_000;

    private ChangedBoards() {}

    /**
     * Those of the boards whose version is another one now.
     *
     * @param totals the key of a board's totals
     * @param version the one that was read last; -1 if none was
     */
    public static <T> Future<List<T>> among(
            RedisLink redis, List<T> boards, Function<T, String> totals, ToLongFunction<T> version) {
        if (boards.size() <= CHUNK) {
            return amongFew(redis, boards, totals, version);
        }
        return amongFew(redis, boards.subList(0, CHUNK), totals, version)
                .compose(first -> among(redis, boards.subList(CHUNK, boards.size()), totals, version)
                        .map(others ->
                                Stream.concat(first.stream(), others.stream()).toList()));
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
