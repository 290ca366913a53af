package org.livetally.acceptance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.livetally.domain.tally.Dimension;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/**
 * A campaign over the streams of random lives. What it shows must be the sums of what their boards show, which are the
 * model's; its distinct buyers are the union of theirs; and its audit finds no difference.
 */
final class CampaignSums {
    private static final String PATH = "/api/campaigns/all";
    private static final int TOP = 50;
    /** They are no sums. */
    private static final Set<String> NO_SUMS = Set.of("buyers", "averageOrder", "participation", "headCount", "stock");

    private final Nodes nodes;

    CampaignSums(Nodes nodes) {
        this.nodes = nodes;
        nodes.ask(
                0,
                "POST",
                "/api/campaigns",
                new JsonObject().put("id", "all").put("title", "All").put("prefix", "s"));
    }

    /** Other streams are members from now on. */
    void become(List<String> streams) {
        nodes.ask(1, "PATCH", PATH, new JsonObject().putNull("prefix").put("streams", new JsonArray(streams)));
    }

    void check(List<String> streams) {
        List<JsonObject> boards = streams.stream().map(this::board).toList();
        Await.until("the campaign to have counted everything", () -> isCounted(streams));
        JsonObject shown = board("@all");
        Map<String, Long> totals = sums(boards, "totals");
        totals.forEach(
                (name, sum) -> assertEquals(sum, shown.getJsonObject("totals").getLong(name), name));
        assertEquals(union(streams), shown.getJsonObject("totals").getLong("buyers"), "distinct buyers");
        for (Dimension dimension : Dimension.values()) {
            if (dimension != Dimension.EXPLANATIONS) {
                compare(dimension.key(), boards, shown.getJsonObject(dimension.key()));
            }
        }
        assertEquals(sums(boards, "deals"), sums(List.of(shown), "deals"), "deals");
        assertEquals(List.of(), nodes.servers().get(0).auditCampaigns());
    }

    private boolean isCounted(List<String> streams) {
        JsonObject campaign = new JsonObject(nodes.ask(0, "GET", PATH, new JsonObject()));
        return campaign.getJsonArray("streams").size() == streams.size()
                && campaign.getBoolean("built", false)
                && campaign.getLong("behind", 1L) == 0;
    }

    private JsonObject board(String id) {
        return nodes.servers().get(0).snapshot(id).getJsonObject("board");
    }

    private static long union(List<String> streams) {
        String[] keys = streams.stream()
                .map(stream -> "livetally:{" + stream + "}:buyers")
                .toArray(String[]::new);
        var members = TestRedis.command("SUNION", keys);
        return members == null ? 0 : members.size();
    }

    private static Map<String, Long> sums(List<JsonObject> boards, String section) {
        Map<String, Long> sums = new TreeMap<>();
        for (JsonObject board : boards) {
            add(sums, "", board.getJsonObject(section, new JsonObject()));
        }
        return sums;
    }

    private static void add(Map<String, Long> sums, String prefix, JsonObject figures) {
        figures.forEach(figure -> {
            if (figure.getValue() instanceof Number value && !NO_SUMS.contains(figure.getKey())) {
                sums.merge(prefix + figure.getKey(), value.longValue(), Long::sum);
            }
        });
    }

    private static void compare(String dimension, List<JsonObject> boards, JsonObject shown) {
        Map<String, Long> sums = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        for (JsonObject board : boards) {
            JsonObject ranking = board.getJsonObject(dimension);
            names.addAll(ranking.fieldNames());
            ranking.fieldNames().forEach(name -> add(sums, name + "\t", ranking.getJsonObject(name)));
        }
        assertEquals(Math.min(TOP, names.size()), shown.size(), dimension);
        Map<String, Long> found = new TreeMap<>();
        shown.fieldNames().forEach(name -> add(found, name + "\t", shown.getJsonObject(name)));
        sums.keySet().retainAll(found.keySet());
        assertEquals(sums, found, dimension);
    }
}
