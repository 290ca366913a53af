package org.livetally.boards;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;

/**
 * Asks Redis which of the watched boards have changed: one command for all of them, so that idle boards cost next to
 * nothing. Hides the order of the keys and arguments of {@code changed_boards.lua}.
 */
final class BoardPoll {
    private static final LuaScript SCRIPT = LuaScript.load("changed_boards");
    /** The boards of one command, so that other work is not held up. */
    private static final int CHUNK = 1_000;

    private final RedisLink redis;
    private final Staleness staleness;
    private final BoardReadings readings;
    private final Collection<WatchedBoard> boards;
    private boolean polling;

    /** @param boards a view of the boards, which changes with them */
    BoardPoll(RedisLink redis, Staleness staleness, BoardReadings readings, Collection<WatchedBoard> boards) {
        this.redis = redis;
        this.staleness = staleness;
        this.readings = readings;
        this.boards = boards;
    }

    /** Reads what has changed, unless the last question has not been answered yet. */
    void poll() {
        if (polling) {
            return;
        }
        List<WatchedBoard> watched =
                boards.stream().filter(WatchedBoard::isWatched).toList();
        if (watched.isEmpty()) {
            onHealthy();
            return;
        }
        polling = true;
        changed(watched).onComplete(result -> {
            polling = false;
            if (result.succeeded()) {
                staleness.onReply();
            }
            if (result.succeeded() && redis.problem().isEmpty()) {
                onHealthy();
                result.result().forEach(readings::refresh);
            }
            // otherwise: the link logs it once, and the next tick tells the screens
        });
    }

    /** Redis may have been replaced during a silence, so all boards are read anew after it. */
    private void onHealthy() {
        if (staleness.onHealthy()) {
            boards.forEach(board -> {
                board.distrust();
                readings.refresh(board);
            });
        }
    }

    /** The boards whose version differs from the last reading. */
    private Future<List<WatchedBoard>> changed(List<WatchedBoard> watched) {
        if (watched.size() <= CHUNK) {
            return changedOf(watched);
        }
        return changedOf(watched.subList(0, CHUNK))
                .compose(first -> changed(watched.subList(CHUNK, watched.size()))
                        .map(others ->
                                Stream.concat(first.stream(), others.stream()).toList()));
    }

    private Future<List<WatchedBoard>> changedOf(List<WatchedBoard> watched) {
        ScriptCall call = new ScriptCall(SCRIPT);
        watched.forEach(board -> call.key(board.totals()));
        watched.forEach(board -> call.arg(board.version()));
        return redis.run(call)
                .map(places -> places.stream()
                        .map(place -> watched.get(place.toInteger()))
                        .toList());
    }
}
