package org.livetally.scenario;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a campaign.
 *
 * @param id without the {@code @} of its board
 * @param from such as {@code 2022-01-01T00:00+08:00}
 * @param to when it ends
 * @param goal for GMV, in minor units; 0 if there is none
 * @param opening what was sold before, which is shown beside the campaign's own; null if nothing is known of that
 * @param streams the ids of its members
 */
public record CampaignScript(
        String id,
        String title,
        String from,
        String to,
        long goal,
        @Nullable Opening opening,
        List<String> streams) {
    /** Where all the events were; their campaigns count days there. */
    private static final String TIMEZONE = "Asia/Shanghai";

    public CampaignScript {
        streams = List.copyOf(streams);
    }

    /**
     * An opening balance.
     *
     * @param gmv in minor units
     * @param asOf the moment at which it stood so
     */
    public record Opening(long gmv, String asOf, String note) {
        private JsonObject json() {
            return new JsonObject().put("gmv", gmv).put("asOf", millis(asOf)).put("note", note);
        }
    }

    JsonObject json() {
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("title", title)
                .put("public", true)
                .put("timezone", TIMEZONE)
                .put("startsAt", millis(from))
                .put("endsAt", millis(to))
                .put("streams", new JsonArray(streams));
        if (goal > 0) {
            json.put("goal", goal);
        }
        if (opening != null) {
            json.put("opening", opening.json());
        }
        return json;
    }

    private static long millis(String moment) {
        return OffsetDateTime.parse(moment).toInstant().toEpochMilli();
    }
}
