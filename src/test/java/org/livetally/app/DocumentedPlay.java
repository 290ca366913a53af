package org.livetally.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.ManualClock;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** The examples in the AsyncAPI document as one story, on a real server where their stream is live. */
record DocumentedPlay(LiveServer server) implements AutoCloseable {
    static final Set<String> OF_CLIENTS = Set.of(
            "order",
            "payment",
            "cancellation",
            "refund",
            "stock",
            "show",
            "deal",
            "delivery",
            "deal_cancellation",
            "likes",
            "audienceOrder",
            "like");
    private static final String STREAM = "naqu-4500m";

    static DocumentedPlay start() {
        LiveServer server = LiveServer.start(new ManualClock());
        JsonObject cordyceps = new JsonObject()
                .put("name", "那曲虫草 5g")
                .put("unit", "盒")
                .put("price", 19_800)
                .put("category", "虫草")
                .put("series", "那曲")
                .put("stock", 100)
                .put("levy", new JsonObject().put("fund", "援藏基金").put("amount", 20));
        JsonObject yak = new JsonObject()
                .put("name", "认养牦牛")
                .put("unit", "头")
                .put("price", 300_000)
                .put("numbered", new JsonObject().put("first", 17).put("last", 100));
        server.create(new JsonObject()
                .put("id", STREAM)
                .put("title", "4500米的生命力量")
                .put("goal", 100_000_000)
                .put("openOrders", true)
                .put("products", new JsonObject().put("cordyceps-5g", cordyceps).put("yak", yak)));
        server.startStream(STREAM);
        return new DocumentedPlay(server);
    }

    /**
     * Sends every example of a client's message, each of which must be accepted.
     *
     * @return what the server sent
     */
    List<JsonObject> run(Function<String, List<JsonObject>> examples) throws IOException {
        try (RawWebSocket producer = server.open("/ws/orders");
                RawWebSocket viewer = server.open("/ws/streams/" + STREAM + "/audience?viewer=v")) {
            List<JsonObject> shows = examples.apply("show");
            assertTaken(producer.ask(shows.get(0).encode()));
            for (String type : List.of(
                    "order", "payment", "cancellation", "refund", "stock", "deal", "delivery", "deal_cancellation")) {
                examples.apply(type).forEach(example -> assertTaken(producer.ask(example.encode())));
            }
            shows.stream().skip(1).forEach(show -> assertTaken(producer.ask(show.encode())));
            producer.ask(examples.apply("order").get(0).encode());
            producer.ask(refused(examples.apply("order").get(0)));
            examples.apply("audienceOrder").forEach(example -> viewer.send(example.encode()));
            Await.until("an order of the audience", () -> hasA("ack", viewer));
            examples.apply("like").forEach(example -> viewer.send(example.encode()));
            examples.apply("likes").forEach(example -> assertTaken(producer.ask(example.encode())));
            Await.until("all likes and the viewer are counted", () -> counts(87_004, 1));
            Await.until("a pulse", () -> hasA("pulse", viewer));
            Await.until("an answer to likes", () -> hasA("liked", viewer));
            try (RawWebSocket screen = server.open("/ws/boards/" + STREAM);
                    RawWebSocket totals = server.open("/ws/boards/" + STREAM + "?fields=totals,recent&orders=10000")) {
                screen.next();
                totals.next();
                Await.until("it is told from where on it hears of big orders", () -> hasA("orders", totals));
                assertTaken(producer.ask(oneMore()));
                Await.until("an update", () -> hasA("update", totals) && hasA("update", screen));
                Await.until(
                        "a big order", () -> totals.texts().stream().anyMatch(text -> text.contains("\"orders\":[{")));
                Await.until("a heartbeat", () -> hasA("heartbeat", totals) && hasA("heartbeat", screen));
                RawWebSocket replay = server.open("/ws/boards/" + STREAM + "?speed=600&from=" + Long.MAX_VALUE / 1_000);
                Await.until("the end of a replay", () -> hasA("end", replay));
                freezeUntilStale(screen, totals);
                return Stream.of(producer, viewer, screen, totals, replay)
                        .flatMap(socket -> socket.texts().stream())
                        .flatMap(DocumentedPlay::messages)
                        .toList();
            }
        }
    }

    private static String refused(JsonObject order) {
        JsonObject line = order.getJsonArray("lines").getJsonObject(0).copy().put("qty", 0);
        return order.copy()
                .put("id", "wsnb-000125")
                .put("lines", new JsonArray().add(line))
                .encode();
    }

    private static String oneMore() {
        return new JsonObject()
                .put("type", "order")
                .put("id", "one-more")
                .put("stream", STREAM)
                .put("lines", new JsonArray("[{\"sku\":\"cordyceps-5g\",\"qty\":1,\"amount\":19800}]"))
                .encode();
    }

    private boolean counts(long likes, long viewers) {
        JsonObject audience = server.board(STREAM, "audience");
        return audience.getLong("likes") == likes && audience.getLong("uniqueViewers") == viewers;
    }

    private static void assertTaken(String answer) {
        assertTrue(answer.contains("\"result\":\"recorded\""), answer);
    }

    private static void freezeUntilStale(RawWebSocket... screens) throws IOException {
        signal("STOP");
        try {
            Await.until("stale", () -> Stream.of(screens).allMatch(screen -> hasA("stale", screen)));
        } finally {
            signal("CONT");
        }
    }

    private static void signal(String name) throws IOException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(TestRedis.process().pid()))
                .start();
        kill.onExit().join();
    }

    private static boolean hasA(String type, RawWebSocket socket) {
        return socket.texts().stream().anyMatch(text -> text.startsWith("{\"type\":\"" + type + "\""));
    }

    private static Stream<JsonObject> messages(String frame) {
        return Json.decodeValue(frame) instanceof JsonArray several
                ? several.stream().map(JsonObject.class::cast)
                : Stream.of(new JsonObject(frame));
    }

    @Override
    public void close() {
        server.close();
    }
}
