package org.livetally.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.app.Auditor;
import org.livetally.cli.CommandOutcome;
import org.livetally.settings.ArchiveSettings;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/** A buyer of an archived stream is erased once it is back, and no campaign is wrong before that. */
final class ErasedArchiveTest {
    @TempDir
    private Path directory;

    private static void act(LiveServer server, String method, String path) {
        var answer = server.send(method, path, "");
        assertEquals(2, answer.statusCode() / 100, answer.body());
    }

    private static CommandOutcome erase() {
        return CommandOutcome.run("erase", "--yes", "--buyer", "u-1", "--redis-uri", TestRedis.uri());
    }

    private long differences(Vertx vertx, LiveServer server) {
        Auditor.Data data = new Auditor.Data(new RedisAddress(server.redisUri()), directory);
        return Await.result(Auditor.auditCampaigns(vertx, data, "all", said -> {})).stream()
                .mapToLong(report -> report.found())
                .sum();
    }

    @Test
    void itIsNamedAndErasedOnceItIsBack() {
        TestRedis.flush();
        Settings settings = new Settings("127.0.0.1", 0, TestRedis.uri(), Path.of("no-data-of-its-own"))
                .with(new ArchiveSettings(directory, null));
        Vertx vertx = Vertx.vertx();
        try (LiveServer server = LiveServer.start(settings, InstantSource.system())) {
            for (String stream : List.of("fair-1", "fair-2")) {
                server.live(stream);
                JsonObject order = OrderJson.order(stream, "o-1", 100).put("buyer", OrderJson.buyer("u-1", "g", "c"));
                assertTrue(server.postOrders(order.encode()).body().contains("recorded"));
            }
            String campaign = "{'id':'all','title':'All','currency':'CNY','prefix':'fair-'}".replace('\'', '"');
            assertEquals(201, server.send("POST", "/api/campaigns", campaign).statusCode());
            for (String step : List.of("end", "close", "archive")) {
                act(server, "POST", "/api/streams/fair-2/" + step);
            }
            Await.until(
                    "the campaign has both",
                    () -> server.send("GET", "/api/boards/@all", "").body().contains("\"orders\":2,"));

            CommandOutcome some = erase();
            assertEquals(1, some.exit(), some::toString);
            assertTrue(some.err().contains("archived streams were not looked at: fair-2: bring"), some::toString);
            Await.until("the campaign is what the ledgers say", () -> differences(vertx, server) == 0);

            act(server, "DELETE", "/api/streams/fair-2/archive");
            CommandOutcome rest = erase();
            assertEquals(0, rest.exit(), rest::toString);
            assertEquals(List.of(), WholeRedis.placesOf("u-1"));
            act(server, "POST", "/api/streams/fair-2/archive");
            Await.until("the campaign is what the ledgers say", () -> differences(vertx, server) == 0);
            assertEquals(1, server.board("@all", "totals").getLong("buyers"));
        } finally {
            Await.result(vertx.close());
        }
    }

    private static void send(LiveServer server, JsonObject... messages) {
        for (JsonObject message : messages) {
            String answer = server.postOrders(message.encode()).body();
            assertTrue(answer.contains("recorded"), answer);
        }
    }

    private static JsonObject order(String id, String buyer) {
        return OrderJson.order("fair-2", id, 100).put("buyer", OrderJson.buyer(buyer, "g", "c"));
    }

    private static JsonObject about(String type, String id, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", "fair-2")
                .put("order", order);
    }

    private CommandOutcome command(String name, String... words) {
        List<String> all = new ArrayList<>(List.of(name, "--redis-uri", TestRedis.uri()));
        all.addAll(List.of("--archive-dir", directory.toString()));
        all.addAll(List.of(words));
        return CommandOutcome.run(all.toArray(String[]::new));
    }

    @Test
    void itIsErasedInItsFile() throws IOException {
        TestRedis.flush();
        Settings settings = new Settings("127.0.0.1", 0, TestRedis.uri(), Path.of("no-data-of-its-own"))
                .with(new ArchiveSettings(directory, null));
        try (LiveServer server = LiveServer.start(settings, InstantSource.system())) {
            server.live("fair-2");
            String campaign = "{'id':'all','title':'All','currency':'CNY','prefix':'fair-'}".replace('\'', '"');
            assertEquals(201, server.send("POST", "/api/campaigns", campaign).statusCode());
            send(server, order("o-1", "u-1"), order("o-2", "u-1").put("status", "placed"), order("o-3", "u-2"));
            send(server, order("o-4", "u-1").put("at", System.currentTimeMillis()), about("payment", "p-2", "o-2"));
            send(server, about("refund", "r-1", "o-1").put("amount", 40));
            for (String step : List.of("end", "close", "archive")) {
                act(server, "POST", "/api/streams/fair-2/" + step);
            }
            JsonObject before = server.board("fair-2", "totals");
            assertEquals(2, before.getLong("buyers"));
            Await.until(
                    "the campaign has all",
                    () -> server.send("GET", "/api/boards/@all", "").body().contains("\"orders\":4,"));

            CommandOutcome dry = command("erase", "--dry-run", "--buyer", "u-1");
            assertTrue(dry.out().contains("fair-2: 3 orders of the buyer"), dry::toString);
            CommandOutcome done = command("erase", "--yes", "--buyer", "u-1");

            assertEquals(0, done.exit(), done::toString);
            assertEquals(List.of(), Archives.partsWith(directory, "\"u-1\""));
            assertEquals(before, server.board("fair-2", "totals"));
            Await.until(
                    "stream and campaign are what the file says",
                    () -> command("audit").exit() == 0);
            assertEquals(2, server.board("@all", "totals").getLong("buyers"));
            String newest = server.send("GET", "/api/streams/fair-2/orders?type=erasure", "")
                    .body();
            assertTrue(newest.contains("\"orders\":3"), newest);

            act(server, "DELETE", "/api/streams/fair-2/archive");
            assertEquals(List.of(), WholeRedis.placesOf("u-1"));
            assertEquals(List.of(), server.audit());
            assertEquals(before, server.board("fair-2", "totals"));
            Files.writeString(directory.resolve("gone.zip.part"), "u-2");

            CommandOutcome rest = command("erase", "--yes", "--buyer", "u-2");
            assertEquals(1, rest.exit(), rest::toString);
            assertTrue(rest.err().contains("of no stream of this Redis: gone.zip.part: remove"), rest::toString);
            assertEquals(
                    List.of(".lock", "gone.zip.part"),
                    Archives.files(directory).keySet().stream()
                            .map(file -> file.getFileName().toString())
                            .toList(),
                    "the file of a stream that is in Redis goes");
        }
    }
}
