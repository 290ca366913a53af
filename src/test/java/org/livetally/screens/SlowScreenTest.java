package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.PaidOrder;
import org.livetally.domain.board.PaidPage;
import org.livetally.domain.order.Seq;
import org.livetally.testing.Await;
import org.livetally.testing.TestScreen;
import org.livetally.testing.UnreadSocket;

/** A screen that does not read costs the others nothing, gets no backlog, and is closed in the end. */
final class SlowScreenTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String TEXT = "x".repeat(40 << 10);
    private static final long HIGH_WATER = 64 << 10;
    private static final int UPDATES = 400;
    /** Far more than a kernel buffers for one connection. */
    private static final long SENT = (long) UPDATES * TEXT.length();

    @ParameterizedTest
    @ValueSource(strings = {"/ws/boards/b", "/api/boards/b/events", "/ws/boards/b?from=0"})
    void othersSeeEverythingInTimeAndTheSlowOneGetsTheLatestInsteadOfABacklog(String path) throws IOException {
        try (ScreensServer server = ScreensServer.start(LONG);
                TestScreen other = TestScreen.open(server.port(), "b", "");
                UnreadSocket slow = UnreadSocket.open(server.port(), path)) {
            long slowest = updateAll(server, other);
            System.out.println("beside a screen that never reads, slowest update " + slowest + " ms");
            assertTrue(slowest < 2_000, slowest + " ms");
            assertEquals(UPDATES, other.count("update"));
            assertEquals(1, other.count("snapshot"));
            assertTrue(server.pendingBytes() < HIGH_WATER + 2L * TEXT.length(), server.pendingBytes() + " bytes wait");

            String received = slow.readUntil("\"version\":" + server.version() + ",");
            assertTrue(received.length() < SENT / 2, received.length() + " of " + SENT);
            int last = received.lastIndexOf("\"type\":\"");
            assertTrue(received.startsWith("\"type\":\"snapshot\"", last), "missed updates need a snapshot");

            server.update("next");
            String next = slow.readUntil("\"text\":\"next\"");
            assertTrue(next.contains("\"type\":\"update\""), next);
            assertTrue(next.contains("\"from\":" + (server.version() - 1)), next);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/boards/b", "/api/boards/b/events", "/ws/boards/b?from=0"})
    void aScreenThatTakesNothingForTooLongIsClosedAndForgotten(String path) throws IOException {
        try (ScreensServer server = ScreensServer.start(Duration.ofMillis(300));
                UnreadSocket slow = UnreadSocket.open(server.port(), path)) {
            Await.until("the screen", () -> server.groups() == 1);
            for (int i = 0; i < UPDATES; i++) {
                server.update(TEXT);
            }
            Await.until("cut off", () -> server.groups() == 0 && server.connections() == 0);
        }
    }

    @Test
    void aScreenThatTakesNothingForTooLongIsToldWhyIfItStillReads() throws IOException {
        try (ScreensServer server = ScreensServer.start(Duration.ofMillis(300));
                UnreadSocket slow = UnreadSocket.open(server.port(), "/ws/boards/b")) {
            Await.until("the screen", () -> server.groups() == 1);
            for (int i = 0; i < UPDATES; i++) {
                server.update(TEXT);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700)); // longer than its patience, before it is closed
            String patience = "took nothing for " + ScreenGroup.TIMEOUT.toSeconds() + " s"; // of the server in use
            assertTrue(slow.readUntil(patience).contains("\u000f\u00a8"), "4008");
            slow.close();
            Await.until("forgotten", () -> server.groups() == 0);
        }
    }

    @Test
    void anEventStreamWhoseClientLeftWhileRedisWasAskedIsNotWatched() throws IOException {
        try (ScreensServer server = ScreensServer.start(LONG)) {
            Promise<Boolean> answer = Promise.promise();
            server.exists = answer.future();
            UnreadSocket.open(server.port(), "/api/boards/b/events").close();
            Await.until("asked", () -> server.asked.get() == 1);
            Await.until("it has left", () -> server.connections() == 0);
            answer.complete(true);
            try (TestScreen sentinel = TestScreen.open(server.port(), "b", "?fields=totals")) {
                assertEquals(1, server.groups(), "only the one that stayed");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/boards/b?orders=1", "/api/boards/b/events?orders=1"})
    void whatASlowScreenHadNoRoomForIsSummedUntilItHas(String path) throws IOException {
        int batches = 400;
        int each = BigOrders.MAX_SHOWN + 1;
        String name = "\"city\":\"" + "x".repeat(8 << 10) + "\"}";
        try (ScreensServer server = ScreensServer.start(LONG);
                UnreadSocket slow = UnreadSocket.open(server.port(), path)) {
            Await.until("the screen", () -> server.orderSinks.size() == 1);
            Consumer<BigOrders> sink = server.orderSinks.get(0);
            sink.accept(BigOrders.none(Seq.START));
            for (int i = 1; i <= batches; i++) {
                Seq seq = new Seq(i, 0);
                List<PaidOrder> orders = IntStream.range(0, each)
                        .mapToObj(n -> new PaidOrder(seq, 1, "{\"amount\":1," + name))
                        .toList();
                sink.accept(BigOrders.of(new Seq(i - 1, 0), new PaidPage(seq, false, orders), 1));
            }
            Await.until("all is told or waits", () -> server.pendingBytes() > 0);
            assertTrue(server.pendingBytes() < HIGH_WATER + 2L * each * name.length());
            String received = slow.readUntil("\"to\":\"" + batches + "-0\"") + slow.readUntil("}}");
            long told = count("\"amount\":1,\"city\"", received) + sum("\"more\":\\{\"count\":(\\d+)", received);
            assertEquals((long) batches * each, told);
            assertTrue(count("\"type\":\"orders\"", received) < batches, "no backlog");
        }
    }

    private static long count(String text, String in) {
        return Pattern.compile(text, Pattern.LITERAL).matcher(in).results().count();
    }

    private static long sum(String pattern, String in) {
        return Pattern.compile(pattern)
                .matcher(in)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    private static long updateAll(ScreensServer server, TestScreen other) {
        long slowest = 0;
        for (int i = 0; i < UPDATES; i++) {
            long start = System.nanoTime();
            int known = i;
            server.update(TEXT);
            Await.until("update " + i, () -> other.count("update") > known);
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        return TimeUnit.NANOSECONDS.toMillis(slowest);
    }
}
