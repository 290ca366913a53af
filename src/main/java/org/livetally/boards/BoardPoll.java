package org.livetally.boards;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardNews;
import org.livetally.redis.client.ChangedBoards;
import org.livetally.redis.client.RedisLink;

/**
 * Boards that Redis is asked about together: all that are watched, or in a Redis Cluster those of one slot, since a server
 * that is away makes only its own boards stale. Asks at each tick which of them have changed, and has those read.
 */
final class BoardPoll {
    private final RedisLink redis;
    private final String key;
    private final BoardReadings readings;
    /** Whether these boards may be old. */
    final Staleness staleness;

    private final Set<WatchedBoard> boards = new LinkedHashSet<>();
    private boolean polling;

    /** @param key is where all of the boards are */
    BoardPoll(RedisLink redis, String key, BoardReadings readings, Staleness staleness) {
        this.redis = redis;
        this.key = key;
        this.readings = readings;
        this.staleness = staleness;
    }

    void add(WatchedBoard board) {
        boards.add(board);
    }

    void remove(WatchedBoard board) {
        boards.remove(board);
    }

    boolean isEmpty() {
        return boards.isEmpty();
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
        ChangedBoards.amongNeighbours(redis, watched, WatchedBoard::totals, WatchedBoard::version)
                .onComplete(result -> {
                    polling = false;
                    if (result.succeeded()) {
                        staleness.onReply();
                    }
                    if (result.succeeded() && redis.problem(key).isEmpty()) {
                        onHealthy();
                        result.result().forEach(readings::refresh);
                        watched.stream()
                                .filter(board -> board.comesOver(redis.connection(board.totals())))
                                .forEach(readings::refresh);
                    }
                    // otherwise: the link logs it once, and the next tick tells the screens
                });
    }

    /** Redis may have been replaced during a silence, so all boards are read anew after it. */
    private void onHealthy() {
        if (staleness.onHealthy()) {
            List.copyOf(boards).forEach(board -> {
                board.distrust();
                readings.refresh(board);
            });
        }
    }

    /** Tells all screens that Redis is silent, if they do not know it. */
    void tellSilence() {
        BoardNews silence = boards.stream().anyMatch(WatchedBoard::isWatched) ? staleness.poll() : null;
        if (silence != null) {
            boards.forEach(board -> board.tell(silence));
        }
    }

    /** What a new screen of the board must be told first; null for nothing. */
    @Nullable
    BoardNews news(WatchedBoard board) {
        return staleness.isStale() ? staleness.news() : board.stale;
    }
}
