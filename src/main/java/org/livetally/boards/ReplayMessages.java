package org.livetally.boards;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.redis.client.RedisFailures;

/** The messages that screens get of a board of the past: those of the present, marked. */
public final class ReplayMessages {
    private ReplayMessages() {}

    /** The {@code snapshot} message, JSON in UTF-8. */
    public static byte[] snapshot(Board board, BoardSections fields) {
        return BoardJson.snapshot(board, fields, true);
    }

    /** The board, for a screen that has none. */
    public static BoardNews.Latest latest(Board board, BoardSections fields) {
        return new BoardNews.Latest(board.version(), new Once(() -> snapshot(board, fields)));
    }

    /** What differs between two boards, in these sections; null if nothing does. */
    public static BoardNews.@Nullable Update update(Board before, Board now, BoardSections fields) {
        BoardPatch patch = new BoardPatch(before, now);
        return patch.touches(fields)
                ? new BoardNews.Update(patch.update(before.version(), fields, true), latest(now, fields), () -> {})
                : null;
    }

    /**
     * That a ledger cannot be read on.
     *
     * @param since epoch milliseconds
     */
    public static BoardNews.Stale stale(long since, Throwable cause) {
        Reason reason = RedisFailures.problem(cause).reason();
        return new BoardNews.Stale(BoardJson.stale(since, reason == null ? Rule.REDIS_SILENT.reason() : reason));
    }
}
