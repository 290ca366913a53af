package org.livetally.acceptance.model;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream has come, and what it takes therefore.
 *
 * @param status {@code scheduled}, {@code live}, {@code ended} or {@code closed}
 * @param startedAt epoch milliseconds, once it has started
 * @param endedAt epoch milliseconds, once it has ended
 */
record LifeModel(String status, long startedAt, long endedAt) {
    private static final Answer OVER = Answer.refused("stream_ended", "stream");

    LifeModel started(long at) {
        return new LifeModel("live", at, endedAt);
    }

    LifeModel ended(long at) {
        return new LifeModel("ended", startedAt, at);
    }

    LifeModel closed() {
        return new LifeModel("closed", startedAt, endedAt);
    }

    /** Why it does not take a new message; null if it does. */
    @Nullable
    Answer refusal(JsonObject message) {
        String type = message.getString("type");
        return switch (status) {
            case "scheduled" -> type.equals("order") ? Answer.refused("unknown_stream", "stream") : null;
            case "ended" -> type.equals("show") || type.equals("order") && !isOfItsTime(message) ? OVER : null;
            case "closed" -> OVER;
            default -> null;
        };
    }

    private boolean isOfItsTime(JsonObject order) {
        Long at = order.getLong("at");
        return at != null && at >= startedAt && at <= endedAt;
    }
}
