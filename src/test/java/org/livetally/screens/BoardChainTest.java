package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestScreen;

/** A screen that applies patches shows what Redis holds, whatever fields it chose and whatever happens. */
final class BoardChainTest {
    private static final String STREAM = "naqu-4500m";
    private static final List<String> CHOICES = List.of(
            "",
            "?fields=totals",
            "?fields=audience",
            "?fields=recent",
            "?fields=products,cities",
            "?fields=goal,stream,trend",
            "?fields=recent,totals,groups,channels");

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    private final Random random = new Random(4_500);

    @BeforeEach
    void goLive() {
        server.create(
                new JsonObject().put("id", STREAM).put("title", "那曲 4500 m").put("goal", 200_000));
        server.startStream(STREAM);
    }

    @Test
    void patchesLeadEveryChoiceOfFieldsToTheStateInRedis() {
        List<TestScreen> screens = CHOICES.stream().map(this::screen).toList();
        try (TestProducer one = server.producer();
                TestProducer two = server.producer();
                RawWebSocket viewer = server.open("/ws/streams/" + STREAM + "/audience?viewer=ann")) {
            for (int i = 0; i < 150; i++) {
                one.send(order("one-" + i));
                two.send(order("two-" + i));
                if (i % 5 == 0) {
                    viewer.send("{\"type\":\"like\",\"count\":" + (1 + random.nextInt(9)) + "}");
                }
                if (i % 5 == 4) {
                    one.answers(5);
                }
                if (i % 30 == 29) { // in steps, so that there are several updates
                    int steps = i / 30 + 1;
                    Await.until("an update", () -> screens.get(0).count("update") >= steps);
                }
            }
            Await.until("all 300 orders", () -> totals().getLong("orders") == 300);
            for (int i = 0; i < CHOICES.size(); i++) {
                agrees(CHOICES.get(i), screens.get(i));
            }
            server.endStream(STREAM);
            agrees("", screens.get(0));
        }
        assertTrue(screens.get(0).count("update") > 3, "nothing to chain");
        assertEquals("ended", screens.get(0).section("stream").getString("status"));
    }

    @Test
    void versionsChainWithinAChoiceOfFieldsAlthoughOtherSectionsChange() {
        TestScreen audience = screen("?fields=audience");
        TestScreen all = screen("");
        long before = audience.version();
        for (int i = 0; i < 5; i++) {
            server.postOrders(order("quiet-" + i));
            int orders = i + 1;
            Await.until("the order", () -> all.section("totals").getLong("orders") == orders);
        }
        assertEquals(before, audience.version());

        try (RawWebSocket viewer = server.open("/ws/streams/" + STREAM + "/audience?viewer=ann")) {
            Await.until("the viewer", () -> audience.section("audience").getLong("viewers") == 1);
            JsonObject update = audience.await("update", 0);
            assertEquals(before, update.getLong("from"));
            assertTrue(update.getLong("version") >= before + 6, update::encode);
            assertEquals(0, audience.gaps());
            assertEquals(0, all.gaps());
        }
    }

    private void agrees(String choice, TestScreen screen) {
        Await.until(choice + " agrees", () -> screen.board().equals(inRedis(choice)));
        assertEquals(0, screen.gaps(), choice);
        assertEquals(1, screen.count("snapshot"), choice + " should have followed by patches alone");
    }

    private Map<String, Object> inRedis(String choice) {
        return new JsonObject(
                        server.send("GET", "/api/boards/" + STREAM + choice, "").body())
                .getJsonObject("board")
                .getMap();
    }

    private JsonObject totals() {
        return server.board(STREAM, "totals");
    }

    private TestScreen screen(String choice) {
        return TestScreen.open(server.port(), STREAM, choice);
    }

    private String order(String id) {
        JsonArray lines = new JsonArray();
        for (int i = random.nextInt(3); i >= 0; i--) {
            lines.add(OrderJson.line("sku-" + random.nextInt(80), 1 + random.nextInt(3), random.nextInt(5_000)));
        }
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("channel", random.nextBoolean() ? "wsnb" : "tmall");
        more.put(
                "buyer",
                OrderJson.buyer(
                        "u-" + random.nextInt(60), "group-" + random.nextInt(70), "city-" + random.nextInt(70)));
        more.put("at", System.currentTimeMillis() - random.nextInt(10) * 60_000L);
        more.put("lines", lines);
        return OrderJson.order(STREAM, id, 0).mergeIn(new JsonObject(more)).encode();
    }
}
