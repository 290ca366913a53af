package org.livetally.acceptance;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The board of a campaign that has everything a wall can show, and much of it, on its 17th day. */
final class FullCampaign {
    static final long OPENING = 60_000_000_000L;
    private static final long DAY_MS = 86_400_000;
    private static final int DAYS = 17;
    private static final long START = Instant.parse("2021-12-31T16:00:00Z").toEpochMilli();
    private static final long NOW = START + 16 * DAY_MS + 10 * 3_600_000;
    private static final List<String> RANKED =
            List.of("products", "groups", "cities", "provinces", "series", "categories", "hosts");

    private long gmv;
    private long today = 50_000_000;
    private int version = 1;

    FullCampaign() {
        gmv = today + IntStream.range(1, DAYS).mapToLong(FullCampaign::soldOn).sum();
    }

    private static long soldOn(int day) {
        return 80_000_000 + day * 37 % 11 * 9_123_457L;
    }

    long gmv() {
        return gmv;
    }

    long today() {
        return today;
    }

    JsonObject snapshot() {
        JsonObject board = new JsonObject()
                .put("totals", totals())
                .put("audience", new JsonObject().put("likes", 1_287_340).put("uniqueViewers", 412_345))
                .put("goal", new JsonObject().put("amount", 2_000_000_000))
                .put(
                        "stream",
                        new JsonObject()
                                .put("id", "@new-year")
                                .put("title", "林芝年货节·广东 2022")
                                .put("status", "live")
                                .put("currency", "CNY")
                                .put("currencyDigits", 2)
                                .put("timezone", "Asia/Shanghai"))
                .put("channels", ranking(12, i -> "线下展销·第 " + i + " 会场"))
                .put("days", days())
                .put(
                        "deals",
                        new JsonObject()
                                .put("signed", 60_000_000)
                                .put("agreements", 2)
                                .put("intended", 85_000_000)
                                .put("intents", 10)
                                .put("delivered", 20_000_000)
                                .put("income", 4_000_000)
                                .put("record", true))
                .put("campaign", campaign())
                .put("recent", recent());
        RANKED.forEach(section -> board.put(section, ranking(8, i -> "松茸雪花酥礼盒装（广东援藏特供） " + i)));
        return new JsonObject()
                .put("type", "snapshot")
                .put("version", version)
                .put("at", NOW)
                .put("board", board);
    }

    /** What is sent after another sale today. */
    JsonObject sell(long amount) {
        gmv += amount;
        today += amount;
        JsonObject patch = new JsonObject()
                .put("totals", new JsonObject().put("gmv", gmv))
                .put("days", new JsonObject().put("2022-01-17", new JsonObject().put("gmv", today)));
        return new JsonObject()
                .put("type", "update")
                .put("from", version)
                .put("version", ++version)
                .put("at", NOW)
                .put("patch", patch);
    }

    private JsonObject totals() {
        return new JsonObject()
                .put("gmv", gmv)
                .put("orders", 48_712)
                .put("units", 231_900)
                .put("buyers", 31_207)
                .put("averageOrder", gmv / 48_712);
    }

    private JsonObject ranking(int names, IntFunction<String> name) {
        JsonObject rows = new JsonObject();
        for (int i = 0; i < names; i++) {
            rows.put(name.apply(i), row(gmv / 5 / (i + 1), 3_000 / (i + 1)));
        }
        return rows;
    }

    private JsonObject days() {
        JsonObject days = new JsonObject().put("2022-01-17", row(today, 100));
        for (int day = 1; day < DAYS; day++) {
            days.put("2022-01-%02d".formatted(day), row(soldOn(day), 1_000));
        }
        return days;
    }

    private JsonObject campaign() {
        JsonObject streams = new JsonObject();
        for (int i = 0; i < 40; i++) {
            String status = i < 12 ? "live" : i < 33 ? "ended" : i < 39 ? "scheduled" : "gone";
            streams.put(
                    "s-%02d".formatted(i),
                    row(gmv / 5 / (i + 1), 2_000 / (i + 1))
                            .put("title", "第 " + i + " 场")
                            .put("status", status));
        }
        return new JsonObject()
                .put("id", "@new-year")
                .put("title", "林芝年货节·广东 2022")
                .put("startsAt", START)
                .put("endsAt", START + 31 * DAY_MS - 1)
                .put(
                        "opening",
                        new JsonObject()
                                .put("gmv", OPENING)
                                .put("asOf", START - 1)
                                .put("note", "品牌此前累计"))
                .put("streams", streams);
    }

    private static JsonArray recent() {
        JsonArray recent = new JsonArray();
        for (int i = 0; i < 20; i++) {
            long at = NOW - i * 7_000L;
            JsonObject line = new JsonObject().put("sku", "苹果").put("qty", 1 + i % 3);
            recent.add(new JsonObject()
                    .put("seq", at + "-0")
                    .put("at", at)
                    .put("buyer", "u***" + i)
                    .put("city", "广州")
                    .put("amount", 3_000 + i * 4_711)
                    .put("lines", new JsonArray().add(line))
                    .put("stream", "s-%02d".formatted(i % 12)));
        }
        return recent;
    }

    private static JsonObject row(long gmv, long orders) {
        return new JsonObject().put("gmv", gmv).put("orders", orders);
    }
}
