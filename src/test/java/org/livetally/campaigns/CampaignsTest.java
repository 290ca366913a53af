package org.livetally.campaigns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.tally.Dimension;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.LiveServer;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** Campaigns over REST and in Redis: made, changed, refused, deleted. */
final class CampaignsTest {
    private static final String ALL = "/api/campaigns";
    private static final String ONE = ALL + "/new-year";
    private static final long DAY = 86_400_000;

    private static final CampaignKeys KEYS = new CampaignKeys("new-year");

    private static final ManualClock CLOCK = new ManualClock();

    @RegisterExtension
    static final LiveServer SERVER = LiveServer.with(CLOCK);

    @BeforeEach
    void streams() {
        TestRedis.flush();
        SERVER.live("fair-1");
        SERVER.create("fair-2");
        SERVER.create(new JsonObject().put("id", "tokyo").put("title", "T").put("currency", "JPY"));
    }

    @Test
    void aCampaignIsMadeChangedListedAndDeleted() {
        JsonObject opening =
                new JsonObject().put("gmv", 600_000_000_00L).put("asOf", 1L).put("note", "累计");
        HttpResponse<String> created = send(
                "POST",
                ALL,
                body().put("goal", 2_000)
                        .put("signedRecord", 50)
                        .put("startsAt", CLOCK.millis() + DAY)
                        .put("endsAt", CLOCK.millis() + 2 * DAY)
                        .put("timezone", "Asia/Urumqi")
                        .put("public", true)
                        .put("opening", opening));
        assertEquals(201, created.statusCode(), created.body());
        assertEquals(ONE, created.headers().firstValue("location").orElse(""));
        JsonObject campaign = new JsonObject(created.body());
        assertEquals(get(), campaign);
        assertEquals("scheduled", campaign.getString("status"));
        assertEquals("CNY", campaign.getString("currency"));
        assertEquals(2, campaign.getInteger("currencyDigits"));
        assertEquals(CLOCK.millis(), campaign.getLong("createdAt"));
        assertEquals(opening, campaign.getJsonObject("opening"));
        assertEquals(List.of("fair-2 scheduled Title of fair-2", "fair-1 live Title of fair-1"), members(campaign));

        String edition = setting("edition");
        JsonObject changed = patch("{\"title\":\"N\",\"goal\":null,\"endsAt\":null,\"opening\":null,\"timezone\":"
                + "\"Asia/Urumqi\",\"signedRecord\":null,\"public\":false,\"streams\":[\"fair-1\",\"fair-2\"]}");
        assertEquals("N", changed.getString("title"));
        assertFalse(changed.getBoolean("public"));
        for (String removed : List.of("goal", "endsAt", "opening", "signedRecord")) {
            assertFalse(changed.containsKey(removed), removed);
        }
        assertEquals(edition, setting("edition"), "the same streams in another order, and the same zone");

        CLOCK.advance(DAY);
        assertEquals("live", get().getString("status"));
        JsonObject other = body().put("id", "a").put("streams", new JsonArray().add("tokyo"));
        assertEquals("JPY", new JsonObject(send("POST", ALL, other).body()).getString("currency"));
        JsonArray listed = new JsonObject(SERVER.send("GET", ALL, "").body()).getJsonArray("campaigns");
        assertEquals(
                List.of("a", "new-year"),
                listed.stream().map(one -> ((JsonObject) one).getString("id")).toList());

        assertEquals(204, SERVER.send("DELETE", ONE, "").statusCode());
        assertEquals(404, SERVER.send("DELETE", ONE, "").statusCode());
        assertEquals(404, SERVER.send("GET", ONE, "").statusCode());
        assertEquals(404, SERVER.send("PATCH", ONE, "{}").statusCode());
        assertEquals(404, SERVER.send("GET", ALL + "/Not-An-Id", "").statusCode());
        assertEquals("[a]", String.valueOf(TestRedis.command("SMEMBERS", CampaignKeys.INDEX)));
    }

    @Test
    void theEditionIsRaisedByOtherStreamsAndAnotherZoneOnly() {
        create(body());
        String first = setting("edition");
        patch("{\"title\":\"Other\",\"goal\":7,\"startsAt\":5}");
        assertEquals(first, setting("edition"));
        patch("{\"streams\":[\"fair-1\"]}");
        String second = setting("edition");
        assertTrue(Long.parseLong(second) > Long.parseLong(first));
        assertEquals("[\"fair-1\"]", setting("streams"));
        patch("{\"prefix\":\"fair\"}");
        String third = setting("edition");
        assertTrue(Long.parseLong(third) > Long.parseLong(second));
        assertEquals("", setting("streams"), "one of both");
        patch("{\"timezone\":\"Asia/Tokyo\"}");
        assertTrue(Long.parseLong(setting("edition")) > Long.parseLong(third));

        SERVER.send("DELETE", ONE, "");
        CLOCK.advance(1);
        create(body());
        assertTrue(Long.parseLong(setting("edition")) > Long.parseLong(first), "not that of the one before");
    }

    @Test
    void aPrefixTakesInLaterStreamsAndLeavesOutOtherCurrencies() {
        JsonObject campaign = create(body().put("prefix", "fair-").putNull("streams"));
        assertEquals("fair-", campaign.getString("prefix"));
        SERVER.create("fair-0");
        SERVER.create(new JsonObject().put("id", "fair-9").put("title", "T").put("currency", "JPY"));

        JsonObject later = get();
        assertEquals(3, members(later).size(), later::encode);
        assertEquals(
                "[{\"stream\":\"fair-9\",\"currency\":\"JPY\"}]",
                later.getJsonArray("refused").encode());
        assertEquals(
                "prefix campaign_currency",
                refused(
                        "POST",
                        ALL,
                        body().put("id", "b")
                                .put("prefix", "fair-")
                                .putNull("streams")
                                .encode()));
        assertEquals(
                "CNY",
                create(body().put("id", "c").put("prefix", "none").putNull("streams"))
                        .getString("currency"));
    }

    @Test
    void aMemberThatIsGoneKeepsItsNumbers() {
        noneFollows();
        create(body().put("prefix", "fair-").putNull("streams"));
        TestRedis.command(
                "HSET",
                KEYS.tallies().members(),
                "fair-7:title",
                "Old",
                "fair-7:status",
                "ended",
                "fair-7:gmv",
                "700",
                "fair-7:orders",
                "7");
        JsonObject gone = get().getJsonArray("streams").getJsonObject(2);
        assertEquals(
                "{\"id\":\"fair-7\",\"title\":\"Old\",\"status\":\"gone\",\"gmv\":700,\"orders\":7}", gone.encode());

        patch("{\"streams\":[\"fair-1\",\"fair-2\"]}");
        TestRedis.command("DEL", new StreamKeys("fair-2").settings());
        assertEquals("gone", get().getJsonArray("streams").getJsonObject(1).getString("status"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id           | `New`                         | stream_id",
                "id           | null                          | stream_id",
                "title        | ` `                           | blank",
                "title        | null                          | text_length",
                "currency     | `RMB`                         | currency_code",
                "currency     | `USD`                         | streams campaign_currency",
                "timezone     | `+08:00`                      | time_zone",
                "goal         | 0                             | integer_range",
                "goal         | `5`                           | integer_range",
                "signedRecord | 9007199254740992              | integer_range",
                "public       | 1                             | not_boolean",
                "startsAt     | -1                            | integer_range",
                "endsAt       | 1.5                           | integer_range",
                "opening      | 5                             | not_object",
                "opening      | {}                            | opening.gmv integer_range",
                "opening      | {`gmv`:-1}                    | opening.gmv integer_range",
                "opening      | {`gmv`:1,`asOf`:`today`}      | opening.asOf integer_range",
                "opening      | {`gmv`:1,`note`:``}           | opening.note text_length",
                "streams      | []                            | campaign_streams",
                "streams      | `fair-1`                      | campaign_streams",
                "streams      | [`fair-1`,`Fair`]             | streams[1] stream_id",
                "streams      | [`fair-1`,`fair-2`,`fair-1`]  | streams[2] stream_twice",
                "streams      | [`fair-1`,`nowhere`]          | streams stream_unknown",
                "streams      | [`fair-1`,`tokyo`]            | streams campaign_currency",
                "streams      | null                          | streams campaign_members",
                "prefix       | `fair`                        | streams campaign_members",
            })
    void badFieldsAreRefusedByNameAndRule(String field, String value, String rule) {
        Object bad = new JsonObject("{\"v\":" + value.replace('`', '"') + "}").getValue("v");
        String expected = rule.contains(" ") ? rule : field + " " + rule;

        assertEquals(expected, refused("POST", ALL, body().put(field, bad).encode()));
        assertEquals("[]", String.valueOf(TestRedis.command("SMEMBERS", CampaignKeys.INDEX)));

        create(body());
        boolean mayBeNone = bad == null && field.equals("streams");
        String patch = new JsonObject().put(field, bad).encode();
        if (List.of("id", "currency").contains(field)) {
            assertEquals(field + " fixed", refused("PATCH", ONE, patch));
        } else if (!mayBeNone && !field.equals("prefix")) {
            assertEquals(expected, refused("PATCH", ONE, patch));
        }
    }

    @Test
    void membersAndTimesAreRefusedThatDoNotGoTogether() {
        assertEquals("body body_object", refused("POST", ALL, "[]"));
        JsonObject withPrefix = body().putNull("streams").put("prefix", "Fair-");
        assertEquals("prefix stream_id", refused("POST", ALL, withPrefix.encode()));
        JsonObject noTitle = body();
        noTitle.remove("title");
        assertEquals("title missing", refused("POST", ALL, noTitle.encode()));
        assertEquals(
                "endsAt after_start",
                refused("POST", ALL, body().put("startsAt", 5).put("endsAt", 5).encode()));
        create(body().put("startsAt", 5).put("endsAt", 6));
        assertEquals("endsAt after_start", refused("PATCH", ONE, "{\"startsAt\":6}"));
        assertEquals("streams campaign_members", refused("PATCH", ONE, "{\"streams\":[\"fair-1\"],\"prefix\":\"a\"}"));
        patch("{\"startsAt\":6,\"endsAt\":7}");
        patch("{\"startsAt\":8,\"endsAt\":null}");
        for (String fixed : List.of("status", "createdAt", "goalReachedAt", "built", "behind", "refused")) {
            assertEquals(fixed + " fixed", refused("PATCH", ONE, "{\"" + fixed + "\":1}"));
        }
        HttpResponse<String> again = send("POST", ALL, body());
        assertEquals(409, again.statusCode());
        assertTrue(again.body().contains("campaign_exists"), again.body());
    }

    @Test
    void aGoalIsReachedByWhatIsCountedWhenItIsSet() {
        noneFollows();
        create(body().put("streams", new JsonArray().add("fair-2")));
        TestRedis.command("HSET", KEYS.tallies().totals(), "gmv", "500");
        assertEquals(CLOCK.millis(), patch("{\"goal\":500}").getLong("goalReachedAt"));
        assertFalse(patch("{\"goal\":501}").containsKey("goalReachedAt"));
    }

    @Test
    void oneOfTwoNodesCreatesIt() {
        try (LiveServer second = LiveServer.start(TestRedis.uri(), CLOCK)) {
            List<CompletableFuture<Integer>> racing = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 2 == 0 ? SERVER : second)
                            .send("POST", ALL, body().put("title", "t" + i).encode())
                            .statusCode()))
                    .toList();
            List<Integer> statuses =
                    racing.stream().map(CompletableFuture::join).sorted().toList();
            assertEquals(201, statuses.get(0));
            assertEquals(19, statuses.stream().filter(status -> status == 409).count());
        }
    }

    /** Whatever came of it, a campaign that exists is on the list. */
    @Test
    void creationsAndDeletionsOfTwoNodesLoseNone() {
        try (LiveServer second = LiveServer.start(TestRedis.uri(), CLOCK)) {
            for (int round = 0; round < 10; round++) {
                List<CompletableFuture<HttpResponse<String>>> racing = IntStream.range(0, 12)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> (i % 4 < 2 ? SERVER : second)
                                .send(i % 2 == 0 ? "POST" : "DELETE", i % 2 == 0 ? ALL : ONE, body().encode())))
                        .toList();
                racing.forEach(CompletableFuture::join);
                boolean exists = SERVER.send("GET", ONE, "").statusCode() == 200;
                assertEquals(exists, SERVER.send("GET", ALL, "").body().contains("new-year"));
            }
        }
    }

    /** Also what a node began to build anew, and the lease of the node that does it. */
    @Test
    void nothingIsLeftOfADeletedCampaign() {
        noneFollows();
        create(body());
        KEYS.all().forEach(key -> TestRedis.command("SETNX", key, "x"));
        SERVER.send("DELETE", ONE, "");
        assertEquals("[]", String.valueOf(TestRedis.command("KEYS", "livetally:{@new-year}:*")));
    }

    /** A key that is new, or one that its list forgot, would outlive what it belongs to. */
    @Test
    void theKeysOfAStreamAreAllListed() {
        StreamKeys keys = new StreamKeys("s");
        List<String> all = keys.all();
        Stream<String> named = Arrays.stream(StreamKeys.class.getMethods())
                .filter(method -> method.getParameterCount() == 0 && method.getReturnType() == String.class)
                .filter(method -> !List.of("toString", "stream", "part").contains(method.getName()))
                .map(method -> {
                    try {
                        return (String) method.invoke(keys);
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError(e);
                    }
                });
        assertEquals(
                new HashSet<>(
                        Stream.concat(named, Arrays.stream(Dimension.values()).map(keys::ranking))
                                .toList()),
                new HashSet<>(all));
        assertEquals(all.size(), new HashSet<>(all).size());
    }

    /** Another node has the lease, as it seems, so only the test says what is counted. */
    private static void noneFollows() {
        TestRedis.command("SET", KEYS.follower(), "nobody");
    }

    private static JsonObject body() {
        return new JsonObject()
                .put("id", "new-year")
                .put("title", "年货节")
                .put("streams", new JsonArray().add("fair-2").add("fair-1"));
    }

    private static JsonObject create(JsonObject body) {
        HttpResponse<String> answer = send("POST", ALL, body);
        assertEquals(201, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    private static JsonObject patch(String body) {
        HttpResponse<String> answer = SERVER.send("PATCH", ONE, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    private static JsonObject get() {
        return new JsonObject(SERVER.send("GET", ONE, "").body());
    }

    /** @return the field and the rule of a problem */
    private static String refused(String method, String path, String body) {
        HttpResponse<String> answer = SERVER.send(method, path, body);
        assertEquals(400, answer.statusCode(), answer.body());
        JsonObject problem = new JsonObject(answer.body());
        return problem.getString("field") + " " + problem.getString("rule");
    }

    private static HttpResponse<String> send(String method, String path, JsonObject body) {
        return SERVER.send(method, path, body.encode());
    }

    private static List<String> members(JsonObject campaign) {
        return campaign.getJsonArray("streams").stream()
                .map(JsonObject.class::cast)
                .map(one -> one.getString("id") + " " + one.getString("status") + " " + one.getString("title"))
                .toList();
    }

    private static String setting(String name) {
        return TestRedis.text("HGET", KEYS.settings(), name);
    }
}
