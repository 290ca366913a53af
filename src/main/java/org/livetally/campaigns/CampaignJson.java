package org.livetally.campaigns;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.livetally.campaigns.CampaignMembers.Members;
import org.livetally.domain.stream.Currencies;

/** The campaign object of the REST contract, made from the campaign's hash. */
final class CampaignJson {
    private CampaignJson() {}

    /** The settings, without the streams; fields that the campaign does not have are left out. */
    static JsonObject settings(Campaign campaign, Map<String, String> hash, long now) {
        JsonObject json = new JsonObject()
                .put("id", campaign.id())
                .put("title", campaign.title())
                .put("status", campaign.statusAt(now))
                .put("currency", campaign.currency())
                .put("currencyDigits", Currencies.digits(campaign.currency()));
        putText(json, "timezone", hash);
        putText(json, "prefix", hash);
        putNumber(json, "goal", hash);
        putNumber(json, "signedRecord", hash);
        json.put("public", "1".equals(hash.get("public")));
        putNumber(json, "startsAt", hash);
        putNumber(json, "endsAt", hash);
        String opening = hash.get("opening");
        if (opening != null) {
            json.put("opening", new JsonObject(opening));
        }
        putNumber(json, "createdAt", hash);
        putNumber(json, "goalReachedAt", hash);
        String problem = hash.get("problem");
        if (problem != null) {
            json.put("problem", CampaignProblem.parse(problem).reason().sentence());
        }
        return json.put("built", campaign.isBuilt());
    }

    /** Adds the streams, and how many of their messages are not counted yet. */
    static JsonObject withMembers(JsonObject json, Members members, long behind) {
        JsonArray streams = new JsonArray();
        members.members()
                .forEach(member -> streams.add(new JsonObject()
                        .put("id", member.id())
                        .put("title", member.title())
                        .put("status", member.status())
                        .put("gmv", member.gmv())
                        .put("orders", member.orders())));
        JsonArray refused = new JsonArray();
        members.refused()
                .forEach(stream -> refused.add(
                        new JsonObject().put("stream", stream.stream()).put("currency", stream.currency())));
        return json.put("behind", behind).put("streams", streams).put("refused", refused);
    }

    private static void putText(JsonObject json, String field, Map<String, String> hash) {
        String value = hash.get(field);
        if (value != null) {
            json.put(field, value);
        }
    }

    private static void putNumber(JsonObject json, String field, Map<String, String> hash) {
        String value = hash.get(field);
        if (value != null) {
            json.put(field, Long.parseLong(value));
        }
    }
}
