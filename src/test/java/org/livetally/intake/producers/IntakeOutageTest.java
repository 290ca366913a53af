package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestProducer;
import org.livetally.wire.MessageLimits;

/**
 * A Redis that stands still: no ack, a bounded queue, an answer nevertheless, and nothing lost or doubled afterwards.
 */
final class IntakeOutageTest {
    private static final JsonObject WHY = new JsonObject()
            .put("why", new JsonObject().put("rule", "redis_silent").put("params", new JsonObject()));
    /** The queue limit of one event loop; see NodeVerticle. */
    private static final int QUEUE = 16_384;

    private static final String LIKES = "{\"type\":\"likes\",\"stream\":\"shop\",\"source\":\"room\",\"total\":5}";

    private static final int FRAMES = 20;
    private static final int FRAME = 1_000;
    private static final int SENT = FRAMES * FRAME;

    @TempDir
    private Path directory;

    @Test
    void producersAreToldToComeAgainAndAreCountedOnce() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(directory);
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system());
                TestProducer producer = server.producer()) {
            server.live("shop");
            producer.ask(order("shop", "acked", 7).encode());

            signal(redis, "STOP");
            try {
                sendIntoTheOutage(server, producer);
            } finally {
                signal(redis, "CONT");
            }

            resendAll(producer);
            assertEquals(5, producer.ask(LIKES).getInteger("likes"));
            assertEquals(5, server.board("shop", "audience").getLong("likes"));
            JsonObject totals = server.board("shop", "totals");
            assertEquals(SENT + 7, totals.getLong("gmv"));
            assertEquals(SENT + 1, totals.getLong("orders"));
            assertEquals(List.of(), server.audit());
            assertEquals(
                    "duplicate",
                    producer.ask(order("shop", "acked", 7).encode()).getString("result"));
        }
    }

    private static void sendIntoTheOutage(LiveServer server, TestProducer producer) {
        for (int frame = 0; frame < FRAMES; frame++) {
            producer.send(frame(frame));
        }
        producer.answers(SENT - QUEUE)
                .forEach(answer -> assertRefused(
                        answer,
                        "busy",
                        "too many messages are waiting: send it again in a moment",
                        "queue_full",
                        new JsonObject()));
        CompletableFuture<HttpResponse<String>> post = CompletableFuture.supplyAsync(
                () -> server.postOrders("[" + order("nowhere", "posted", 7) + ",{\"id\":7}]"));
        assertEquals(200, server.send("GET", "/health/live", "").statusCode());
        assertEquals("invalid_order", producer.ask("{}").getString("code"));
        producer.answers(QUEUE)
                .forEach(answer -> assertRefused(
                        answer, "unavailable", "Redis does not answer: send it again", "send_again", WHY));
        assertEquals("unavailable", producer.ask(LIKES).getString("code"));
        HttpResponse<String> posted = post.join();
        assertEquals(503, posted.statusCode(), "a sender that sees the status only sends it again");
        assertEquals("5", posted.headers().firstValue("Retry-After").orElse(""));
        assertTrue(posted.body().contains("\"retry\":true"), posted::body);
        producer.socket()
                .texts()
                .forEach(text -> assertTrue(text.length() <= MessageLimits.MAX_FRAME_BYTES, "a frame fits"));
    }

    private static void assertRefused(JsonObject answer, String code, String message, String rule, JsonObject params) {
        JsonObject expected = new JsonObject()
                .put("type", "error")
                .put("id", answer.getString("id"))
                .put("code", code)
                .put("message", message)
                .put("rule", rule)
                .put("params", params)
                .put("retry", true);
        assertEquals(expected.encode(), answer.encode());
    }

    /** What was sent to the frozen Redis may have run when it continued. */
    private static void resendAll(TestProducer producer) {
        Set<String> good = Set.of("recorded", "duplicate");
        for (int frame = 0; frame < FRAMES; frame++) {
            producer.ask(frame(frame), FRAME)
                    .forEach(answer -> assertTrue(good.contains(answer.getString("result")), answer::encode));
        }
        producer.ask(frame(0), FRAME).forEach(answer -> assertEquals("duplicate", answer.getString("result")));
    }

    private static String frame(int frame) {
        JsonArray orders = new JsonArray();
        for (int i = 0; i < FRAME; i++) {
            orders.add(order("shop", "o-" + (frame * FRAME + i), 1));
        }
        return orders.encode();
    }

    private static void signal(EmbeddedRedis redis, String name) throws IOException, InterruptedException {
        String pid = Long.toString(redis.pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }
}
