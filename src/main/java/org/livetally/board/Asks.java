package org.livetally.board;

import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Fields;
import org.livetally.model.Board;

/**
 * Requests for a board that wait for the same reading. One reading serves them all, and one encoding serves all with
 * the same fields.
 */
final class Asks {
    private final Map<Fields, Promise<@Nullable Once>> waiting = new HashMap<>();

    /** Completes with what encodes the snapshot, or with null if there is no such board. */
    Promise<@Nullable Once> of(Fields fields) {
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
