package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawRequest;
import org.livetally.testing.TestScreen;

/** Screens say that they are stale while Redis does not answer, and continue by themselves when it does. */
final class StaleBoardTest {
    private static final String STREAM = "naqu-4500m";

    @TempDir
    Path temporary;

    @Test
    void aFrozenRedisMakesScreensStaleUntilItGoesOn() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temporary.resolve("data"));
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            server.live(STREAM);
            TestScreen screen = TestScreen.open(server.port(), STREAM, "");
            long pid = redis.pid();
            signal("STOP", pid);
            try {
                long frozen = System.currentTimeMillis();
                JsonObject stale = screen.await("stale", 0);
                long afterMs = System.currentTimeMillis() - frozen;
                System.out.println("stale " + afterMs + " ms after Redis was frozen");
                assertTrue(afterMs < 3_000, afterMs + " ms");
                assertTrue(Math.abs(stale.getLong("since") - frozen) < 1_000, stale::encode);

                int known = screen.messages().size();
                answersAtOnce(server, "/health/live", 200);
                assertEquals(503, server.send("GET", "/health/ready", "").statusCode());
                screen.await("stale", known); // five seconds later; a heartbeat would have come by then
                assertEquals(
                        0,
                        screen.messages().stream()
                                .skip(known)
                                .filter(text -> text.contains("heartbeat"))
                                .count());
                RawRequest.Answer late =
                        RawRequest.of("WS", "/ws/boards/" + STREAM, "").send(server.port());
                assertEquals(503, late.status(), late::toString);
            } finally {
                signal("CONT", pid);
            }
            screen.await("snapshot", screen.messages().size() - 1);
            buyUntilRecorded(server, "after");
            Await.until("the order", () -> screen.section("totals").getLong("orders") == 1);
            assertEquals(0, screen.gaps());
        }
    }

    @Test
    void screensGoOnWithARedisThatWasKilledAndRestarted() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(temporary.resolve("data"));
                LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
            server.live(STREAM);
            TestScreen screen = TestScreen.open(server.port(), STREAM, "");
            buyUntilRecorded(server, "before");
            signal("KILL", redis.pid());
            buyUntilRecorded(server, "after");
            Await.until("both orders", () -> screen.section("totals").getLong("orders") == 2);
            assertEquals(server.snapshot(STREAM).getJsonObject("board").getMap(), screen.board());
            assertEquals(0, screen.gaps());
        }
    }

    private static void answersAtOnce(LiveServer server, String path, int status) {
        long start = System.nanoTime();
        assertEquals(status, server.send("GET", path, "").statusCode());
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(ms < 1_000, path + " took " + ms + " ms");
    }

    private static void buyUntilRecorded(LiveServer server, String id) {
        Await.until("order " + id, () -> {
            HttpResponse<String> answer =
                    server.postOrders(OrderJson.order(STREAM, id, 300).encode());
            return answer.body().contains("recorded") || answer.body().contains("duplicate");
        });
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor());
    }
}
