package org.livetally.boards;

import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardSections;

/**
 * Requests for a board that wait for the same reading. One reading serves them all, and one encoding serves all with
 * the same fields.
 */
final class Asks {
    private final Map<BoardSections, Promise<@Nullable Once>> waiting = new HashMap<>();

    /** Completes with what encodes the snapshot, or with null if there is no such board. */
    Promise<@Nullable Once> of(BoardSections fields) {
        return waiting.computeIfAbsent(fields, chosen -> Promise.promise());
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void complete(@Nullable Board read) {
        waiting.forEach((fields, promise) ->
                promise.complete(read == null ? null : new Once(() -> BoardJson.snapshot(read, fields))));
    }

    void fail(Throwable cause) {
        waiting.values().forEach(promise -> promise.fail(cause));
    }
}
