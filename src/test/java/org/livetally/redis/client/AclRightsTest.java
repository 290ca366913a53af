package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.cli.CommandOutcome;
import org.livetally.faults.LogLines;
import org.livetally.metrics.poll.StatsPoller;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Limits;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestScreen;

/** The rights of a Redis user in docs/guide.md, and in docs/clusters.md, are exactly those that the program needs. */
final class AclRightsTest {
    private static final String STREAM = "naqu-4500m";
    private static final Pattern RIGHTS = Pattern.compile("A user of Redis needs[^`]*(?:`[^`]*audit`,\\s*)`(~[^`]*)`");
    /** What only some need, such as those of a Cluster. */
    private static final Pattern MORE_RIGHTS = Pattern.compile("`(\\+[a-z][a-z+|\\s-]*)`");
    /** {@code redis.call('HGET', …}, {@code call('HGET', …} and {@code redis.pcall('HGET', …} in Lua. */
    private static final Pattern IN_LUA = Pattern.compile("\\bp?call\\('([A-Z]+)'");
    /** {@code Command.HGET}, and the commands that scripts are told: {@code "HSCAN"}. */
    private static final Pattern IN_JAVA = Pattern.compile("\\bCommand\\.([A-Z]+)\\b|\"([HSZ]SCAN|X(?:REV)?RANGE)\"");

    @TempDir
    private Path directory;

    @Test
    void theListNamesEveryCommandAndNoOther() throws IOException {
        Set<String> used = new TreeSet<>();
        used.addAll(found(IN_LUA, Path.of("src/main/resources/lua"), ".lua"));
        used.addAll(found(IN_JAVA, Path.of("src/main/java"), ".java"));
        List<String> all = new ArrayList<>(rights());
        MORE_RIGHTS
                .matcher(Files.readString(Path.of("docs/clusters.md")))
                .results()
                .forEach(list -> all.addAll(List.of(list.group(1).split("\\s+"))));
        Set<String> listed = all.stream()
                .filter(right -> right.startsWith("+"))
                .map(right -> right.substring(1).replaceFirst("\\|.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(used, listed);
    }

    /** With such a user, Redis refuses nothing to a server, its clients, an archive and the audit. */
    @Test
    void withTheseRightsEverythingWorks() throws IOException {
        try (RedisProcess redis = RedisProcess.start("--appendonly", "yes", "--appendfsync", "always")) {
            RedisAddress address = user(redis, rights());
            try (LiveServer server = LiveServer.start(settings(address), InstantSource.system())) {
                aWholeShow(server);
                assertEquals(List.of(), server.audit());
                assertTrue(server.send("GET", "/health/ready", "").body().equals("{\"status\":\"UP\"}"));
                aCampaign(server);
                anArchive(server, address);
            }
            Response refused = redis.ask("ACL LOG");
            assertEquals("[]", String.valueOf(refused), "what Redis refused");
        }
    }

    /** As with many who rent Redis out: what can be read is shown, and the rest is named. */
    @Test
    void withoutInfoAndConfigTheOtherFiguresAreThere() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                LogLines log = new LogLines(StatsPoller.class.getName())) {
            List<String> fewer = rights().stream()
                    .filter(right -> !right.equals("+info") && !right.equals("+config|get"))
                    .toList();
            try (LiveServer server = LiveServer.start(settings(user(redis, fewer)), InstantSource.system())) {
                server.live(STREAM);
                Await.until("figures of the stream", () -> metrics(server).contains("stream=\"" + STREAM + "\""));
                assertFalse(metrics(server).contains("livetally_redis_memory_bytes"));
                assertTrue(metrics(server).contains("\nlivetally_redis_durable NaN\n"), "no alert for ever");
                JsonObject ready =
                        new JsonObject(server.send("GET", "/health/ready", "").body());
                assertEquals("UP", ready.getString("status"));
                assertEquals(2, ready.getJsonArray("warnings").size(), ready::encode);
                assertTrue(ready.encode().contains("does not answer CONFIG GET"), ready::encode);
                assertTrue(ready.encode().contains("does not answer INFO"), ready::encode);
                assertEquals(1, log.text().lines().count(), log::text);
                assertTrue(log.text().contains("NOPERM"), log::text);
            }
        }
    }

    private static String metrics(LiveServer server) {
        return server.send("GET", "/metrics", "").body();
    }

    private static RedisAddress user(RedisProcess redis, List<String> rights) {
        List<String> user = new ArrayList<>(List.of("ACL", "SETUSER", "livetally", "on", ">s+e/cret", "resetchannels"));
        user.addAll(rights);
        redis.ask(user.toArray(String[]::new));
        return new RedisAddress("redis://livetally:s+e%2Fcret@127.0.0.1:" + redis.port());
    }

    private Settings settings(RedisAddress address) {
        return new Settings(
                "127.0.0.1",
                0,
                null,
                address,
                directory,
                new AccessSettings(false, List.of(), List.of()),
                Limits.DEFAULTS);
    }

    private static void aCampaign(LiveServer server) {
        String campaign = "{\"id\":\"fair\",\"title\":\"Fair\",\"streams\":[\"" + STREAM + "\"]}";
        answers(server, 201, "POST", "/api/campaigns", campaign);
        Await.until(
                "a campaign that is counted",
                () -> server.send("GET", "/api/campaigns/fair", "").body().contains("\"built\":true"));
        answers(server, 200, "GET", "/api/boards/@fair", "");
        assertEquals(List.of(), server.auditCampaigns());
    }

    private void anArchive(LiveServer server, RedisAddress address) {
        answers(server, 200, "POST", "/api/streams/" + STREAM + "/close", "");
        String archive = "/api/streams/" + STREAM + "/archive";
        Await.until("an archive", () -> server.send("POST", archive, "").statusCode() == 200);
        answers(server, 200, "GET", "/api/boards/" + STREAM, "");
        CommandOutcome audit =
                CommandOutcome.run("audit", "--redis-uri", address.uri(), "--data-dir", directory.toString());
        assertEquals(0, audit.exit(), audit::toString);
    }

    private static void aWholeShow(LiveServer server) {
        JsonObject stream = new JsonObject()
                .put("id", STREAM)
                .put("title", "4500 m")
                .put("goal", 1_000)
                .put("openOrders", true)
                .put("products", new JsonObject().put("tea", product()));
        server.create(stream);
        answers(server, 200, "PUT", "/api/streams/" + STREAM + "/products", "{\"tea\":" + product() + "}");
        answers(server, 200, "PATCH", "/api/streams/" + STREAM, "{\"products\":{\"honey\":" + product() + "}}");
        String image = "/api/streams/" + STREAM + "/images/tea.gif";
        answers(server, 200, "PUT", image, "GIF89a");
        answers(server, 200, "GET", image, "");
        answers(server, 200, "GET", "/api/streams/" + STREAM + "/images", "");
        answers(server, 204, "DELETE", image, "");
        server.startStream(STREAM);
        TestScreen screen = TestScreen.open(server.port(), STREAM, "");
        try (TestProducer producer = server.producer()) {
            String order = OrderJson.order(STREAM, "o-1", 1_000)
                    .put("buyer", OrderJson.buyer("u-1", "g", "c"))
                    .put("channel", "wsnb")
                    .encode();
            recorded(producer, order);
            assertEquals("duplicate", producer.ask(order).getString("result"));
            recorded(
                    producer,
                    OrderJson.order(STREAM, "o-2", 100)
                            .put("status", "placed")
                            .put("currency", "CNY")
                            .encode());
            recorded(producer, about("payment", "p-1", "o-2"));
            recorded(
                    producer,
                    OrderJson.order(STREAM, "o-3", 100).put("status", "placed").encode());
            recorded(producer, about("cancellation", "c-1", "o-3"));
            recorded(producer, OrderJson.deal(STREAM, "d-1", 5).encode());
            recorded(producer, OrderJson.deal(STREAM, "d-2", 5).encode());
            JsonObject off = new JsonObject()
                    .put("type", "deal_cancellation")
                    .put("id", "dc-1")
                    .put("stream", STREAM)
                    .put("deal", "d-2");
            recorded(producer, off.encode());
            recorded(
                    producer,
                    new JsonObject(about("refund", "r-1", "o-1"))
                            .put("amount", 10)
                            .encode());
            String likes = "{\"type\":\"likes\",\"stream\":\"" + STREAM + "\",\"source\":\"room\",\"total\":30}";
            assertEquals("recorded", producer.ask(likes).getString("result"));
        }
        RawWebSocket viewer = server.open("/ws/streams/" + STREAM + "/audience?viewer=v-1");
        viewer.send("{\"type\":\"like\",\"count\":3}");
        viewer.send("{\"type\":\"order\",\"id\":\"live-1\",\"lines\":[{\"sku\":\"tea\",\"qty\":1}]}");
        Await.until("likes, a viewer and the viewer's order", () -> {
            JsonObject board = server.snapshot(STREAM).getJsonObject("board");
            return board.encode().contains("\"likes\":33,") && board.encode().contains("\"placed\":1300");
        });
        Await.until(
                "a screen that has the last figure",
                () -> screen.messages().toString().contains("1300"));
        answers(server, 200, "GET", "/api/streams/" + STREAM + "/orders?newest=true", "");
        answers(server, 200, "GET", "/api/streams/" + STREAM + "/orders?sku=tea", "");
        answers(server, 200, "GET", "/api/streams/" + STREAM + "/orders/o-1", "");
        answers(server, 200, "GET", "/api/streams/" + STREAM + "/orders.csv", "");
        answers(server, 200, "GET", "/api/streams/" + STREAM + "/deals", "");
        answers(server, 200, "GET", "/api/streams/" + STREAM + "/deals.csv", "");
        answers(server, 200, "GET", "/api/streams/" + STREAM + "/products.csv", "");
        for (String file :
                List.of("ledger.ndjson", "ledger.csv", "products.csv", "groups.csv", "days.csv", "deals.csv")) {
            answers(server, 200, "GET", "/api/streams/" + STREAM + "/exports/" + file, "");
        }
        answers(server, 200, "GET", "/api/streams/" + STREAM + "/lost", "");
        answers(server, 200, "GET", "/api/streams", "");
        Await.until(
                "metrics of the stream",
                () -> server.send("GET", "/metrics", "").body().contains("stream=\"" + STREAM + "\""));
        viewer.close();
        server.endStream(STREAM);
    }

    private static JsonObject product() {
        return new JsonObject().put("name", "Tea").put("unit", "g").put("price", 100);
    }

    private static String about(String type, String id, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", STREAM)
                .put("order", order)
                .encode();
    }

    private static void recorded(TestProducer producer, String message) {
        JsonObject answer = producer.ask(message);
        assertEquals("recorded", answer.getString("result"), answer::encode);
    }

    private static void answers(LiveServer server, int status, String method, String path, String body) {
        HttpResponse<String> answer = server.send(method, path, body);
        assertEquals(status, answer.statusCode(), () -> method + " " + path + ": " + answer.body());
    }

    private static List<String> rights() throws IOException {
        Matcher list = RIGHTS.matcher(Files.readString(Path.of("docs/guide.md")));
        assertTrue(list.find(), "the guide lists the rights");
        return List.of(list.group(1).strip().split("\\s+"));
    }

    private static Set<String> found(Pattern command, Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> found = new TreeSet<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(ending)).toList()) {
                command.matcher(Files.readString(file))
                        .results()
                        .map(AclRightsTest::command)
                        .forEach(found::add);
            }
            return found;
        }
    }

    private static String command(MatchResult match) {
        String name = match.group(1) == null ? match.group(2) : match.group(1);
        return name.toLowerCase(Locale.ROOT);
    }
}
