package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.cli.CommandOutcome;
import org.livetally.redis.client.StreamKeys;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.redis.embedded.Processes;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.EarlierData;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RedisProcess;

/** Data of other versions. */
final class DataFormatTest {
    private static final int ADDED = 62;
    /** As it stands in the ledger of that data. */
    private static final JsonObject RESENT =
            new JsonObject("{\"type\":\"order\",\"id\":\"a-4\",\"stream\":\"spring-fair\","
                    + "\"channel\":\"shop\",\"buyer\":{\"id\":\"b4\",\"group\":\"东区\",\"city\":\"杭州\",\"province\":\"浙江\"},"
                    + "\"lines\":[{\"sku\":\"honey\",\"qty\":1,\"amount\":9800}],\"status\":\"paid\"}");

    @TempDir
    Path directory;

    @Test
    void dataOfTheVersionBeforeIsTakenOverAndShowsTheSame() throws Exception {
        Path data = EarlierData.unpack(directory.resolve("data"));
        try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
            assertEquals("", format(redis.uri()));
            CommandOutcome audit = CommandOutcome.run("audit", "--redis-uri", redis.uri());
            assertEquals("", format(redis.uri()), "an audit changes nothing");
            assertTrue(audit.out().contains("2 streams and 1 campaigns audited, 0 differences"), audit::toString);
            try (LiveServer server = LiveServer.start(redis.uri(), EarlierData.THEN)) {
                assertEquals("3", format(redis.uri()));
                assertShown(server);
                // As if the machine had lost power just after the number was written.
                Processes.kill(redis.pid());
            }
        }
        try (LiveServer again = LiveServer.start(new Settings("127.0.0.1", 0, null, data), EarlierData.THEN)) {
            assertEquals("3", format(again.redisUri()));
            assertShown(again);
            assertEquals(List.of(), again.audit());
            assertEquals(List.of(), again.auditCampaigns());
        }
    }

    /** Format 2 has the same values of ids and the same entries as format 1. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void dataOfEarlierFormatsIsContinuedAuditedAndErasedFromAndKeepsItsForm(String earlier) throws Exception {
        Path data = EarlierData.unpack(directory.resolve("data"));
        StreamKeys keys = new StreamKeys("spring-fair");
        try (EmbeddedRedis redis = EmbeddedRedis.start(data);
                RedisClient client = new RedisClient(redis.uri())) {
            client.ask("SET", StreamKeys.FORMAT, earlier);
            Map<String, String> before = ids(client, keys);
            assertTrue(before.values().stream().allMatch(value -> value.matches("\\d+-\\d+ [0-9a-f]{16} .*")));
            try (LiveServer server = LiveServer.start(redis.uri(), EarlierData.THEN)) {
                assertEquals("3", format(redis.uri()));
                assertGoesOn(server, client, keys, before);
                assertErases(server, redis.uri());
                assertEquals(
                        before.keySet().size() + ADDED + 1, ids(client, keys).size(), "and the erasure");
            }
        }
    }

    /** A resend, a payment, a refund, and a batch that is packed. */
    private static void assertGoesOn(
            LiveServer server, RedisClient client, StreamKeys keys, Map<String, String> before) {
        answers(server, "duplicate", RESENT);
        answers(
                server,
                "recorded",
                about("payment", "late-p", "a-103"),
                about("refund", "late-r", "a-4").put("amount", 5));
        answers(server, "not_payable", about("payment", "late-p2", "a-4"));
        JsonObject[] orders = IntStream.range(0, ADDED - 2)
                .mapToObj(i -> OrderJson.order("spring-fair", "late-" + i, 100)
                        .put("buyer", OrderJson.buyer("b1", "东区", "杭州")))
                .toArray(JsonObject[]::new);
        answers(server, "recorded", orders);
        assertEquals(List.of(), server.audit());
        Map<String, String> after = ids(client, keys);
        before.forEach((id, value) -> {
            if (!List.of("a-103", "a-4").contains(id)) {
                assertEquals(value, after.get(id));
            }
        });
        List.of("a-103", "a-4").forEach(id -> {
            String seq = before.getOrDefault(id, "").split(" ")[0];
            assertTrue(
                    after.getOrDefault(id, "").startsWith(seq + " "),
                    "an earlier version's node looks for that: " + id);
            assertNotEquals(before.get(id), after.get(id), id);
        });
        assertTrue(after.getOrDefault("late-0", "").startsWith("."), after::toString);
        List<String> fields = new ArrayList<>();
        client.ask("XRANGE", keys.ledger(), "-", "+")
                .forEach(entry -> fields.add(entry.get(1).get(0).toString()));
        assertEquals("messages", fields.get(0));
        assertEquals("packed", fields.get(fields.size() - 1));
    }

    /** Orders in both forms, in entries of both. */
    private static void assertErases(LiveServer server, String uri) {
        CommandOutcome erased = CommandOutcome.run("erase", "--buyer", "b1", "--yes", "--redis-uri", uri);
        assertEquals(0, erased.exit(), erased::toString);
        assertEquals(List.of(), server.audit());
        answers(
                server,
                "conflict",
                OrderJson.order("spring-fair", "late-0", 100).put("buyer", OrderJson.buyer("b1", "东区", "杭州")));
    }

    private static JsonObject about(String type, String id, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", "spring-fair")
                .put("order", order);
    }

    private static void answers(LiveServer server, String expected, JsonObject... messages) {
        JsonArray batch = new JsonArray();
        List.of(messages).forEach(batch::add);
        String answer = server.postOrders(batch.encode()).body();
        assertEquals(messages.length, answer.split('"' + expected + '"', -1).length - 1, answer);
    }

    private static Map<String, String> ids(RedisClient client, StreamKeys keys) {
        Map<String, String> ids = new TreeMap<>();
        Response all = client.ask("HGETALL", keys.ids());
        for (int i = 0; i < all.size(); i += 2) {
            ids.put(all.get(i).toString(), all.get(i + 1).toString());
        }
        return ids;
    }

    @Test
    void newDataIsStampedAndDataOfALaterVersionIsRefusedByName() {
        try (RedisProcess redis = RedisProcess.start()) {
            try (LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
                assertEquals("3", format(redis.uri()));
                server.live("naqu");
            }
            redis.ask("SET", StreamKeys.FORMAT, "5");
            String refused = "the data has format 5; this program (version dev) knows up to 4";
            for (List<String> command :
                    List.of(List.of("serve", "--port", "0"), List.of("audit"), List.of("revoke", "f00dfeedf00dfeed"))) {
                CommandOutcome outcome =
                        CommandOutcome.run(Stream.concat(command.stream(), Stream.of("--redis-uri", redis.uri()))
                                .toArray(String[]::new));
                assertEquals(1, outcome.exit(), outcome::toString);
                assertTrue(outcome.err().contains(refused), outcome::toString);
            }
            assertEquals("5", format(redis.uri()));
        }
    }

    /** A record, or a batch that is packed, under an earlier number would be misread by nodes that go by it. */
    @Test
    void dataOfEarlierFormatsIsTakenOverBeforeTheFirstRecordAlsoWhereWritesAreRefusedAtFirst() {
        try (RedisProcess redis = RedisProcess.start();
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            server.live("naqu");
            redis.ask("SET", StreamKeys.FORMAT, "2");
            redis.ask("CONFIG", "SET", "maxmemory", "1");
            redis.ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            Await.until("not ready, since OOM", () -> {
                HttpResponse<String> ready = server.send("GET", "/health/ready", "");
                return ready.statusCode() == 503 && ready.body().contains("OOM");
            });
            assertEquals("2", format(redis.uri()));
            redis.ask("CONFIG", "SET", "maxmemory", "0");
            Await.until(
                    "the order",
                    () -> server.postOrders(OrderJson.order("naqu", "o-1", 100).encode())
                            .body()
                            .contains("\"recorded\""));
            assertEquals("3", format(redis.uri()));
        }
    }

    private static void assertShown(LiveServer server) throws IOException {
        JsonObject then = new JsonObject(new String(EarlierData.boards().readAllBytes(), StandardCharsets.UTF_8));
        for (String board : then.fieldNames()) {
            JsonObject now = server.snapshot(board).getJsonObject("board");
            JsonObject sections = then.getJsonObject(board);
            for (String section : sections.fieldNames()) {
                assertEquals(sections.getValue(section), now.getValue(section), board + "/" + section);
            }
        }
    }

    private static String format(String uri) {
        try (RedisClient client = new RedisClient(uri)) {
            Response found = client.ask("GET", StreamKeys.FORMAT);
            return found == null ? "" : found.toString();
        }
    }
}
