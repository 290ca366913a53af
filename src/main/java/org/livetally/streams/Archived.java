package org.livetally.streams;

import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * Says that a stream is in a file, and no longer in Redis.
 *
 * @param file its name in the directory of archives
 * @param sha256 of the file, in hexadecimal
 * @param bytes of the file
 * @param messages in its ledger
 * @param seal of its ledger, as text
 * @param at when it was archived, epoch ms
 */
public record Archived(String file, String sha256, long bytes, long messages, String seal, long at) {
    /** The setting of the stream that says it. */
    public static final String SETTING = "archived";

    /** Parses the output of {@link #json}. */
    public static Archived of(String text) {
        JsonObject json = new JsonObject(text);
        return new Archived(
                Objects.requireNonNull(json.getString("file")),
                Objects.requireNonNull(json.getString("sha256")),
                json.getLong("bytes"),
                json.getLong("messages"),
                Objects.requireNonNull(json.getString("seal")),
                json.getLong("at"));
    }

    /** As Redis and clients have it. */
    public JsonObject json() {
        return new JsonObject()
                .put("file", file)
                .put("sha256", sha256)
                .put("bytes", bytes)
                .put("messages", messages)
                .put("seal", seal)
                .put("at", at);
    }
}
