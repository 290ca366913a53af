package org.livetally.campaigns;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.http.FieldRules;
import org.livetally.http.FieldRules.Check;
import org.livetally.http.Problem;
import org.livetally.http.SettingsRules;

/**
 * What an operator says of a campaign, validated and in the form for Redis. An empty value removes a setting; no value
 * may be empty otherwise.
 *
 * @param fields setting to value, without the members
 * @param streams the members, in order; empty if they are not named one by one, or stay as they are
 * @param prefix of the ids of the members; empty if there is none, or if the members stay as they are
 */
record CampaignSettings(Map<String, String> fields, List<String> streams, String prefix) {
    private static final int MAX_NOTE = 200;

    private static final SettingsRules RULES = new SettingsRules(
            checks(),
            Set.of("timezone", "goal", "signedRecord", "startsAt", "endsAt", "opening"),
            List.of(
                    "id",
                    "currency",
                    "currencyDigits",
                    "status",
                    "createdAt",
                    "goalReachedAt",
                    "refused",
                    "built",
                    "behind",
                    "problem"));

    private static Map<String, Check> checks() {
        Map<String, Check> checks = SettingsRules.common();
        checks.put("startsAt", FieldRules::time);
        checks.put("opening", CampaignSettings::opening);
        return checks;
    }

    /** All settings of a new campaign; without a currency, it is that of its streams. */
    static CampaignSettings create(JsonObject body) {
        JsonObject whole = new JsonObject().put("public", false).mergeIn(body);
        SettingsRules.requireTitle(whole);
        CampaignSettings settings = read(whole);
        if (!settings.hasMembers()) {
            throw Problem.invalidField("streams", Rule.CAMPAIGN_MEMBERS.reason());
        }
        settings.fields.values().removeIf(SettingsRules.REMOVED::equals);
        String starts = settings.fields.get("startsAt");
        String ends = settings.fields.get("endsAt");
        if (starts != null && ends != null && Long.parseLong(ends) <= Long.parseLong(starts)) {
            throw endsTooEarly();
        }
        return settings;
    }

    /** A merge patch (RFC 7396) of the settings, in which the opening balance is a single value. */
    static CampaignSettings patch(JsonObject body) {
        RULES.refuseFixed(body);
        return read(body);
    }

    /** 400: the campaign would end before it starts, or at the same time. */
    static Problem endsTooEarly() {
        return Problem.invalidField("endsAt", Rule.AFTER_START.reason());
    }

    /** Whether the members are said at all. */
    boolean hasMembers() {
        return !streams.isEmpty() || !prefix.isEmpty();
    }

    /** All of it in the form for Redis: named streams take the place of a prefix, and the other way round. */
    Map<String, String> stored() {
        Map<String, String> stored = new LinkedHashMap<>(fields);
        if (hasMembers()) {
            stored.put("streams", streams.isEmpty() ? SettingsRules.REMOVED : new JsonArray(streams).encode());
            stored.put("prefix", prefix);
        }
        return stored;
    }

    private static CampaignSettings read(JsonObject body) {
        Map<String, String> fields = RULES.read(body);
        Object listed = body.getValue("streams");
        Object prefix = body.getValue("prefix");
        if (listed != null && prefix != null) {
            throw Problem.invalidField("streams", Rule.CAMPAIGN_MEMBERS.reason());
        }
        return new CampaignSettings(
                fields, listed == null ? List.of() : streams(listed), prefix == null ? "" : prefix(prefix));
    }

    private static List<String> streams(Object given) {
        if (!(given instanceof JsonArray listed) || listed.isEmpty() || listed.size() > Campaign.MAX_STREAMS) {
            throw Problem.invalidField("streams", Rule.CAMPAIGN_STREAMS.reason(Campaign.MAX_STREAMS));
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < listed.size(); i++) {
            if (!(listed.getValue(i) instanceof String id) || !Ids.isStream(id)) {
                throw Problem.invalidField("streams[" + i + "]", Rule.STREAM_ID.reason());
            }
            Integer before = places.putIfAbsent(id, i);
            if (before != null) {
                throw Problem.invalidField("streams[" + i + "]", Rule.STREAM_TWICE.reason(before));
            }
        }
        return List.copyOf(places.keySet());
    }

    /** A prefix of ids has their form: they begin with a letter or a digit, and so does each of their beginnings. */
    private static String prefix(Object given) {
        if (given instanceof String prefix && Ids.isStream(prefix)) {
            return prefix;
        }
        throw Problem.invalidField("prefix", Rule.STREAM_ID.reason());
    }

    private static String opening(String field, @Nullable Object value) {
        if (!(value instanceof JsonObject given)) {
            throw Problem.invalidField(field, Rule.NOT_OBJECT.reason());
        }
        JsonObject opening = new JsonObject()
                .put("gmv", FieldRules.integer(field + ".gmv", given.getValue("gmv"), 0, Integers.MAX_EXACT));
        if (given.getValue("asOf") != null) {
            opening.put("asOf", FieldRules.integer(field + ".asOf", given.getValue("asOf"), 0, Integers.MAX_EXACT));
        }
        if (given.getValue("note") != null) {
            opening.put("note", FieldRules.text(field + ".note", given.getValue("note"), 1, MAX_NOTE));
        }
        return opening.encode();
    }
}
