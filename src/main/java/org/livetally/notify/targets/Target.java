package org.livetally.notify.targets;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.livetally.access.Permit;

/**
 * Somebody who is told of events, as it is stored: without its address and secret.
 *
 * @param json {@code kind}, {@code title}, {@code url} (no more of it than the host), {@code streams} and {@code events} unless
 *     it is told of all, {@code paused} if it is, {@code pausedBecause} if the server has paused it, {@code language},
 *     {@code createdAt}
 */
public record Target(String id, JsonObject json) {
    static final String STREAMS = "streams";
    static final String EVENTS = "events";
    static final String PAUSED = "paused";
    static final String PAUSED_BECAUSE = "pausedBecause";
    static final String LANGUAGE = "language";

    public TargetKind kind() {
        String kind = json.getString("kind");
        return Arrays.stream(TargetKind.values())
                .filter(each -> each.wire().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a target of kind " + kind));
    }

    /** What people call it. */
    public String title() {
        return json.getString("title");
    }

    /** The language of its messages, {@code zh} or {@code en}. */
    public String language() {
        return json.getString(LANGUAGE);
    }

    /** Whether the server may show it to the sender of a request: it covers all that the target is told. */
    boolean isCoveredBy(Permit permit) {
        JsonArray streams = json.getJsonArray(STREAMS);
        return streams == null
                ? permit.coversAll()
                : streams.stream().allMatch(stream -> permit.covers(String.valueOf(stream)));
    }

    /** The target that is told nothing any more, because of what it has answered. */
    public Target pausedBecause(String why) {
        return new Target(id, json.copy().put(PAUSED, true).put(PAUSED_BECAUSE, why));
    }

    /**
     * Where it is, and how it knows us. Whoever has this can write there, so no text for people holds it.
     *
     * @param secret empty if there is none
     */
    public record Access(String url, String secret) {
        public static Access of(String stored) {
            JsonObject json = new JsonObject(stored);
            return new Access(json.getString("url"), json.getString("secret", ""));
        }

        String stored() {
            return new JsonObject().put("url", url).put("secret", secret).encode();
        }

        /** Neither of them. */
        @Override
        public String toString() {
            return "Access";
        }
    }

    /** The names of the languages of messages. */
    static List<String> languages() {
        return List.of("zh", "en");
    }
}
