package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.client.InfoReply;
import org.livetally.settings.ArchiveSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TestProducer;

/** Redis has a {@code maxmemory}, and it fills. */
final class LowMemoryTest {
    private static final String PICTURE = "/api/streams/shop/images/tea.gif";

    /** So much that what the server does meanwhile is no percent of it. */
    private static final int FILLER = 64 << 20;

    @TempDir
    Path data;

    @Test
    void whatOnlyGrowsIsRefusedFirstThenOrdersAndAllGoesOnWithMoreMemory() {
        try (RedisProcess redis = RedisProcess.start();
                LiveServer server = LiveServer.start(
                        new Settings("127.0.0.1", 0, redis.uri(), data).with(new ArchiveSettings(data, null)),
                        InstantSource.system());
                TestProducer producer = server.producer()) {
            server.live("shop");
            server.live("over");
            assertEquals(200, products(server, "{\"tea\":{\"name\":\"t\"}}"));
            assertEquals(
                    200,
                    server.send("PUT", "/api/streams/shop/groups", "{\"east\":{}}")
                            .statusCode());
            assertEquals(200, server.send("PUT", PICTURE, "GIF89a").statusCode());
            redis.ask("SETRANGE filler " + FILLER + " x");

            use(redis, 93);
            Await.until("a warning", () -> ready(server).body().contains("memory: Redis uses 9"));
            assertEquals(200, ready(server).statusCode(), "orders go on, so it should get traffic");
            assertTrue(
                    ready(server).body().contains("\"warnings\""),
                    () -> ready(server).body());
            HttpResponse<String> created = server.send("POST", "/api/streams", "{\"id\":\"next\",\"title\":\"t\"}");
            assertEquals(503, created.statusCode());
            assertTrue(created.body().contains("\"memory_low\""), created::body);
            HttpResponse<String> catalogue =
                    server.send("PUT", "/api/streams/shop/products", "{\"tea\":{\"name\":\"t\"}}");
            assertEquals(503, catalogue.statusCode());
            shrinks(server);
            assertEquals(
                    200,
                    server.send("PATCH", "/api/streams/shop", "{\"title\":\"T\"}")
                            .statusCode());
            assertEquals("recorded", ask(producer, "o-1").getString("result"));

            use(redis, 98);
            Await.until(
                    "orders are refused",
                    () -> "unavailable".equals(ask(producer, "o-2").getString("code")));
            JsonObject refused = ask(producer, "o-2");
            assertTrue(refused.getBoolean("retry"), refused::encode);
            assertTrue(refused.getString("message").contains("of memory"), refused::encode);
            HttpResponse<String> notReady = ready(server);
            assertEquals(503, notReady.statusCode());
            assertTrue(notReady.body().contains("\"reasons\":[\"memory: Redis uses 9"), notReady::body);
            makesRoom(server);

            redis.ask("CONFIG SET maxmemory 0");
            Await.until("ready", () -> ready(server).statusCode() == 200);
            assertEquals("recorded", ask(producer, "o-3").getString("result"));
            assertEquals(
                    201,
                    server.send("POST", "/api/streams", "{\"id\":\"next\",\"title\":\"t\"}")
                            .statusCode());
        }
    }

    private static void shrinks(LiveServer server) {
        String groups = "/api/streams/shop/groups";
        String more = "{\"east\":{},\"west\":{}}";
        assertEquals(503, server.send("PUT", groups, more).statusCode());
        assertEquals(200, server.send("PUT", groups + "?dryRun=true", more).statusCode());
        assertEquals(200, server.send("PATCH", groups, "{\"east\":null}").statusCode());
        assertEquals("{}", server.send("GET", groups, "").body());
        assertEquals(503, products(server, "{\"tea\":null,\"milk\":{\"name\":\"m\"}}"));
        assertEquals(200, products(server, "{\"tea\":null}"));
    }

    private static int products(LiveServer server, String products) {
        return server.send("PATCH", "/api/streams/shop", "{\"products\":" + products + "}")
                .statusCode();
    }

    /** What an operator does to get memory back is done while orders are refused. */
    private static void makesRoom(LiveServer server) {
        assertEquals(204, server.send("DELETE", PICTURE, "").statusCode());
        for (String act : new String[] {"end", "close", "archive"}) {
            HttpResponse<String> done = server.send("POST", "/api/streams/over/" + act, "");
            assertEquals(200, done.statusCode(), done::body);
        }
    }

    private static HttpResponse<String> ready(LiveServer server) {
        return server.send("GET", "/health/ready", "");
    }

    private static JsonObject ask(TestProducer producer, String id) {
        return producer.ask(OrderJson.order("shop", id, 100).encode());
    }

    private static void use(RedisProcess redis, long percent) {
        String info = Objects.requireNonNull(redis.ask("INFO memory")).toString();
        long used =
                new InfoReply(info).field("used_memory").map(Long::parseLong).orElseThrow();
        redis.ask("CONFIG SET maxmemory " + used * 1_000 / (percent * 10 + 5));
    }
}
