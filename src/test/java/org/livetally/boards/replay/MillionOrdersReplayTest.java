package org.livetally.boards.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestScreen;

/**
 * How soon a replay of a long stream shows something, once audits have made its checkpoints. A part of the soak
 * ({@code mvn test -Psoak}); it prints what it measures.
 */
final class MillionOrdersReplayTest {
    private static final int ORDERS = Integer.getInteger("livetally.replay-orders", 1_000_000);
    private static final int FRAME = 1_000;
    private static final int LOADERS = 4;
    private static final int FRAMES = 20;
    private static final long MAX_FIRST_FRAME_MS = 1_000;

    private final AtomicInteger next = new AtomicInteger();

    @TempDir
    private Path data;

    @Test
    @Tag("soak")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void showsSomethingWithinASecond() throws Exception {
        try (LiveServer server = LiveServer.startOn(data)) {
            server.live("long");
            load(server);
            server.endStream("long");
            long began = System.nanoTime();
            Await.until("sealed", Duration.ofMinutes(45), () -> isSealed(server));
            System.out.printf("audited and sealed, with checkpoints, %,d ms after the last order%n", millis(began));

            JsonObject range = range(server);
            assertEquals(ORDERS, range.getLong("messages"));
            long worst = Math.max(
                    measure("board at a time", range, at -> {
                        String path = "/api/boards/long?fields=totals&at=" + at;
                        assertEquals(200, server.send("GET", path, "").statusCode());
                    }),
                    measure("first message of a replay", range, at -> {
                        TestScreen.open(server.port(), "long", "?speed=600&from=" + at)
                                .close();
                    }));
            playAll(server, range);
            assertTrue(worst < MAX_FIRST_FRAME_MS, worst + " ms");
        }
    }

    /** At places all over the stream; returns the longest, in milliseconds. */
    private static long measure(String what, JsonObject range, LongConsumer show) {
        long from = range.getLong("from");
        long to = range.getLong("to");
        show.accept(to); // the first one is of a cold machine
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            long began = System.nanoTime();
            show.accept(from + (to - from) * (2L * i + 1) / (2 * FRAMES));
            took.add(millis(began));
        }
        Collections.sort(took);
        System.out.printf(
                "%s: %,d orders, median %d ms, longest %d ms%n",
                what, ORDERS, took.get(FRAMES / 2), took.get(FRAMES - 1));
        return took.get(FRAMES - 1);
    }

    private static void playAll(LiveServer server, JsonObject range) {
        long began = System.nanoTime();
        try (TestScreen screen = TestScreen.open(server.port(), "long", "?speed=600&fields=totals&from=0")) {
            Await.until("its end", Duration.ofMinutes(30), () -> screen.count("end") > 0);
            assertEquals(server.board("long", "totals"), screen.section("totals"));
            Runtime.getRuntime().gc();
            System.out.printf(
                    "all of it, %,d s, at 600 times: %,d ms, %,d frames; heap afterwards %d MB%n",
                    (range.getLong("to") - range.getLong("from")) / 1_000,
                    millis(began),
                    screen.count("update"),
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        }
    }

    private static boolean isSealed(LiveServer server) {
        JsonObject ledger = server.board("long", "ledger");
        return ledger.containsKey("sealed")
                && ledger.getString("seq").equals(ledger.getJsonObject("sealed").getString("seq"));
    }

    private static JsonObject range(LiveServer server) {
        return new JsonObject(server.send("GET", "/api/boards/long/replay", "").body());
    }

    private void load(LiveServer server) throws InterruptedException {
        long began = System.nanoTime();
        Thread[] loaders = new Thread[LOADERS];
        for (int i = 0; i < LOADERS; i++) {
            loaders[i] = new Thread(() -> {
                for (int from = next.getAndAdd(FRAME); from < ORDERS; from = next.getAndAdd(FRAME)) {
                    JsonArray frame = new JsonArray();
                    IntStream.range(from, Math.min(ORDERS, from + FRAME)).forEach(n -> frame.add(order(n)));
                    String answer = server.postOrders(frame.encode()).body();
                    assertEquals(frame.size(), answer.split("\"ack\"", -1).length - 1, answer);
                }
            });
            loaders[i].start();
        }
        for (Thread loader : loaders) {
            loader.join();
        }
        System.out.printf("%,d orders recorded in %,d ms%n", ORDERS, millis(began));
    }

    /** Buyers of one or two orders, some hundred names of everything else. */
    private static JsonObject order(int n) {
        return OrderJson.order("long", "order-" + n, 1 + n % 1_000)
                .put("channel", "channel-" + n % 20)
                .put("buyer", OrderJson.buyer("buyer-" + n % (ORDERS * 2L / 3), "group-" + n % 500, "city-" + n % 300));
    }

    private static long millis(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }
}
