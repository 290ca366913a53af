package org.livetally.ledger.loss;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Writes a stream's loss, for operators. */
public final class LossJson {
    private LossJson() {}

    /** @param loss null if no loss is known */
    public static Buffer of(String stream, @Nullable Loss loss) {
        JsonObject json = new JsonObject().put("stream", stream);
        if (loss == null) {
            return json.put("state", "whole").toBuffer();
        }
        json.put("state", loss.isAccepted() ? "accepted" : "went_back").put("detectedAt", loss.detectedAt());
        if (loss.acceptedAt() != null) {
            json.put("acceptedAt", loss.acceptedAt());
        }
        json.put("known", loss.newest().toString());
        if (loss.found() != null) {
            json.put("found", loss.found().toString());
        }
        JsonArray messages = new JsonArray();
        loss.messages()
                .forEach(
                        (id, seq) -> messages.add(new JsonObject().put("id", id).put("seq", seq)));
        return json.put("count", messages.size())
                .put("exact", loss.exact())
                .put("messages", messages)
                .toBuffer();
    }
}
