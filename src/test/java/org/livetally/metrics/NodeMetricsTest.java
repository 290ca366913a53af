package org.livetally.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.settings.Limits;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestScreen;

/** Each count of a node moves when its event happens, and by the right amount. */
final class NodeMetricsTest {
    private static final String STREAM = "shop";
    private static final int LIKES = 40;

    @RegisterExtension
    final LiveServer server = LiveServer.with(new Limits(20_000, 10_000, 10, 3, 10, 1), STREAM);

    private Scrape scrape() {
        return Scrape.of(server);
    }

    private void await(String what, Predicate<Scrape> condition) {
        Await.until(what, () -> condition.test(scrape()));
    }

    private static double orders(Scrape scrape, String type, String result, String code) {
        return scrape.value("livetally_orders_total", "type", type, "result", result, "code", code);
    }

    private static JsonObject order(String id) {
        return OrderJson.order(STREAM, id, 100);
    }

    private static JsonObject event(String type, String id, String order) {
        return message(type, id).put("order", order);
    }

    private static JsonObject message(String type, String id) {
        return new JsonObject().put("type", type).put("id", id).put("stream", STREAM);
    }

    @Test
    void messagesAreCountedByOutcome() {
        try (TestProducer producer = server.producer()) {
            producer.ask(new JsonArray().add(order("a")).add(order("b")).encode(), 2);
            producer.ask(order("a").encode());
            producer.ask(OrderJson.order(STREAM, "a", 101).encode());
            producer.ask(OrderJson.order("nowhere", "x", 1).encode());
            producer.ask(order("c").put("status", "placed").encode());
            producer.ask(event("payment", "p", "c").encode());
            producer.ask(event("refund", "r", "a").put("amount", 40).encode());
            producer.ask(event("cancellation", "k", "a").encode());
            producer.ask(event("payment", "q", "nobody").encode());
            producer.ask(order("d").put("lines", new JsonArray()).encode());
            producer.ask(message("show", "s").put("host", "苗伟伦").encode());
            producer.ask(
                    message("stock", "t").put("sku", "uncounted").put("add", 1).encode());
            producer.ask(message("catalogue", "u").encode());
            producer.ask("{");
        }
        assertEquals(200, server.postOrders(order("e").encode()).statusCode());
        assertEquals(413, server.postOrders(" ".repeat(1 << 19)).statusCode());
        Scrape scrape = scrape();
        assertEquals(4, orders(scrape, "order", "recorded", ""));
        assertEquals(1, orders(scrape, "order", "duplicate", ""));
        assertEquals(1, orders(scrape, "order", "rejected", "conflict"));
        assertEquals(1, orders(scrape, "order", "rejected", "unknown_stream"));
        assertEquals(1, orders(scrape, "order", "rejected", "invalid_order"));
        assertEquals(1, orders(scrape, "payment", "recorded", ""));
        assertEquals(1, orders(scrape, "refund", "recorded", ""));
        assertEquals(1, orders(scrape, "cancellation", "rejected", "not_cancellable"));
        assertEquals(1, orders(scrape, "payment", "rejected", "unknown_order"));
        assertEquals(1, orders(scrape, "show", "recorded", ""));
        assertEquals(1, orders(scrape, "stock", "rejected", "invalid_order"));
        assertEquals(1, orders(scrape, "", "rejected", "invalid_order"), "a type that only the server makes");
        assertEquals(1, orders(scrape, "", "rejected", "invalid_json"));
        assertEquals(1, orders(scrape, "", "rejected", "too_large"));
        assertEquals(17, scrape.value("livetally_orders_total"));
    }

    @Test
    void batchesAcksAndRoundTripsAreMeasured() {
        try (TestProducer producer = server.producer()) {
            producer.ask(
                    new JsonArray()
                            .add(order("a"))
                            .add(order("b"))
                            .add(order("c"))
                            .encode(),
                    3);
            producer.ask(order("d").encode());
            producer.ask(OrderJson.order("nowhere", "x", 1).encode());
        }
        Scrape scrape = scrape();
        assertEquals(2, scrape.value("livetally_batch_orders_count"));
        assertEquals(4, scrape.value("livetally_batch_orders_sum"));
        assertEquals(1, scrape.value("livetally_batch_orders_bucket", "le", "2.0"));
        assertEquals(2, scrape.value("livetally_batch_orders_bucket", "le", "5.0"));
        assertEquals(4, scrape.value("livetally_ack_seconds_count"), "a refusal is no ack");
        assertEquals(4, scrape.value("livetally_ack_seconds_bucket", "le", "+Inf"));
        assertTrue(scrape.value("livetally_ack_seconds_sum") > 0);
        assertTrue(scrape.value("livetally_redis_round_trip_seconds_count", "script", "record") >= 2);
    }

    @Test
    void whatWaitsForRedisIsTheQueueAndIsAskedNoQuestions() {
        assertEquals(0, scrape().value("livetally_queue_orders"));
        try (TestProducer producer = server.producer();
                TestScreen screen = TestScreen.open(server.port(), STREAM, "")) {
            assertEquals(1, scrape().value("livetally_ready"));
            assertEquals(1, scrape().value("livetally_redis_connected"));
            TestRedis.command("CLIENT", "PAUSE", "4000", "ALL");
            producer.send(new JsonArray().add(order("a")).add(order("b")).encode());
            await("the queue, and numbers that are stale", scrape -> {
                boolean waits = scrape.value("livetally_queue_orders") == 2;
                boolean stale = scrape.value("livetally_boards_stale") == 1;
                return waits && stale && scrape.value("livetally_ready") == 0;
            });
            assertEquals(2, producer.answers(2).size());
            await("all is well again", scrape -> {
                boolean empty = scrape.value("livetally_queue_orders") == 0;
                boolean fresh = scrape.value("livetally_boards_stale") == 0;
                return empty && fresh && scrape.value("livetally_ready") == 1;
            });
            assertTrue(screen.count("stale") > 0);
            assertEquals(
                    screen.count("stale"), scrape().value("livetally_frames_sent_total", "kind", "stale"), "as it saw");
        }
        assertTrue(scrape().value("livetally_queue_limit_orders") >= 16_384);
    }

    @Test
    void framesAreCountedAsTheScreensGetThem() {
        try (TestProducer producer = server.producer();
                TestScreen one = TestScreen.open(server.port(), STREAM, "");
                TestScreen other = TestScreen.open(server.port(), STREAM, "?fields=totals")) {
            producer.ask(order("a").encode());
            one.await("update", 0);
            other.await("update", 0);
            for (String kind : new String[] {"snapshot", "update", "heartbeat"}) {
                Await.until(
                        kind + "s as many as were seen",
                        () -> scrape().value("livetally_frames_sent_total", "kind", kind)
                                == one.count(kind) + other.count(kind));
            }
            Await.until(
                    "bytes as many as were seen",
                    () -> scrape().value("livetally_sent_bytes_total") == bytes(one) + bytes(other));
            Scrape scrape = scrape();
            assertEquals(1, scrape.value("livetally_order_to_frame_seconds_count"), "the first of the two frames");
            assertTrue(scrape.value("livetally_order_to_frame_seconds_sum") < 10);
            assertEquals(0, scrape.value("livetally_screens_skipped_total"));
        }
    }

    private static long bytes(TestScreen screen) {
        return screen.messages().stream()
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .map(length -> length + (length < 126 ? 2 : 4))
                .sum();
    }

    @Test
    void socketsAreCountedByKindAndLikesAndLimitsAsTheyCome() throws IOException, InterruptedException {
        HttpRequest events = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/boards/" + STREAM + "/events"))
                .build();
        try (TestProducer producer = server.producer();
                RawWebSocket viewer = server.open("/ws/streams/" + STREAM + "/audience?viewer=v");
                TestScreen screen = TestScreen.open(server.port(), STREAM, "");
                InputStream stream = HttpClient.newHttpClient()
                        .send(events, BodyHandlers.ofInputStream())
                        .body()) {
            assertTrue(stream.read() >= 0);
            for (int i = 0; i < LIKES; i++) {
                viewer.send("{\"type\":\"like\",\"count\":1}");
            }
            producer.ask("[1]");
            producer.ask("[1]");
            producer.ask("[1]");
            await("sockets of all kinds but the producer, which was sent away", scrape -> {
                boolean some = scrape.value("livetally_sockets") == 3;
                return some
                        && scrape.value("livetally_sockets", "kind", "producer") == 0
                        && scrape.value("livetally_sockets", "kind", "audience") == 1
                        && scrape.value("livetally_sockets", "kind", "screen") == 1
                        && scrape.value("livetally_sockets", "kind", "event_stream") == 1;
            });
            assertEquals(1, screen.count("snapshot"));
            await("likes within the rate, and those that were not read", scrape -> {
                double likes = scrape.value("livetally_likes_total");
                return likes > 0
                        && likes + scrape.value("livetally_limits_hit_total", "limit", "audience_messages") == LIKES;
            });
            Scrape scrape = scrape();
            assertTrue(scrape.value("livetally_likes_total") < LIKES);
            assertEquals(1, scrape.value("livetally_limits_hit_total", "limit", "invalid_messages"));
        }
        await("all have left", scrape -> scrape.value("livetally_sockets") == 0);
    }

    @Test
    void requestsAreCountedByRouteWhateverTheirPathsAndMethods() {
        server.send("GET", "/api/streams/" + STREAM, "");
        Scrape before = scrape();
        for (int i = 0; i < 50; i++) {
            server.send("GET", "/api/streams/no-" + i, "");
            server.send("MADE-UP-" + i, "/api/streams/no-" + i, "");
            server.send("GET", "/nowhere/" + i, "");
        }
        Scrape after = scrape();
        assertEquals(
                50,
                after.value(
                        "vertx_http_server_requests_total",
                        "route",
                        "/api/streams/:stream",
                        "method",
                        "get",
                        "code",
                        "404"));
        assertTrue(after.samples.size() - before.samples.size() < 60, "few more series, of three kinds of requests");
        assertFalse(after.text.contains("no-1"));
        assertFalse(after.text.toLowerCase(Locale.ROOT).contains("made-up"));
    }

    @Test
    void theEventLoopsAndTheBuildAreThere() {
        await("a timer of each event loop", scrape -> scrape.value("livetally_event_loop_lag_seconds_count") > 3);
        Scrape scrape = scrape();
        assertTrue(scrape.has("livetally_build_info", "version", "dev"));
        assertEquals(0, scrape.value("livetally_redis_durable"), "the Redis of the tests writes nothing");
        assertTrue(scrape.value("livetally_redis_memory_bytes") > 0);
        assertFalse(scrape.has("livetally_disk_free_bytes"), "it is not ours");
    }
}
