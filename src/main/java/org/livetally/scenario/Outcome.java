package org.livetally.scenario;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The result of a play that did not fail. */
public sealed interface Outcome {

    /** The stream had ended before, so nothing was sent. */
    record AlreadyPlayed(Figures figures) implements Outcome {}

    /**
     * The stream was played to its end.
     *
     * @param figures what the board showed just before the stream was ended
     * @param took real time from the start of the stream until the board showed everything
     * @param sent messages about orders and the show, including resends
     * @param duplicates orders that the server already had: resent after a lost ack, or by a resumed play
     * @param likesMadeUp likes sent again because their connection was lost before the server had them
     */
    record Played(Figures figures, Duration took, long sent, long duplicates, long likesMadeUp) implements Outcome {}

    /** The event's figures on the board; {@code gmv} in minor units. */
    record Figures(long gmv, long orders, long buyers, long likes, long uniqueViewers, long views, long peakViewers) {
        static Figures of(JsonObject board) {
            JsonObject totals = board.getJsonObject("totals", new JsonObject());
            JsonObject audience = board.getJsonObject("audience", new JsonObject());
            return new Figures(
                    totals.getLong("gmv", 0L),
                    totals.getLong("orders", 0L),
                    totals.getLong("buyers", 0L),
                    audience.getLong("likes", 0L),
                    audience.getLong("uniqueViewers", 0L),
                    audience.getLong("views", 0L),
                    audience.getLong("peakViewers", 0L));
        }
    }
}
