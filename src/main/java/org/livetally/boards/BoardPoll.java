package org.livetally.boards;

import java.util.Collection;
import java.util.List;
import org.livetally.redis.client.ChangedBoards;
import org.livetally.redis.client.RedisLink;

/** Asks Redis at each tick which of the watched boards have changed, and has those read. */
final class BoardPoll {
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
        ChangedBoards.among(redis, watched, WatchedBoard::totals, WatchedBoard::version)
                .onComplete(result -> {
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
}
