package org.livetally.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
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
}
