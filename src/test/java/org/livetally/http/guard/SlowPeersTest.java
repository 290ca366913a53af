package org.livetally.http.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.livetally.testing.Await;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.UnreadSocket;
import org.livetally.wire.CloseCode;

/** Peers that read or send nothing are disconnected in time, slow ones are not; afterwards nothing is kept for them. */
final class SlowPeersTest {
    private static final long TIMEOUT_MS = 1_000;
    private static final int ROOM = 64 << 20;
    /** More than the kernel buffers for a peer that does not read. */
    private static final int BIG = 8 << 20;

    private static final String BIG_ANSWER = "/own/" + BIG;
    private static final String HALF_HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(10_000);
    /** The head of a text frame of 100,000 bytes, with a mask of zeros. */
    private static final byte[] FRAME_HEAD = {
        (byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0, 1, (byte) 0x86, (byte) 0xA0, 0, 0, 0, 0
    };

    private GuardedServer server = GuardedServer.start(TIMEOUT_MS, ROOM);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anAnswerThatIsNotReadIsCutOff() throws IOException {
        try (UnreadSocket deaf = UnreadSocket.open(server.port(), BIG_ANSWER)) {
            Await.until("it waits", () -> server.budgets.responses().taken() > BIG / 4);
            Await.until("it is cut off", () -> server.counters.slowReaders.sum() == 1);
            server.awaitNothingLeft();
        }
    }

    @Test
    void manyAreCutOffSomeAtATime() throws IOException {
        List<UnreadSocket> deaf = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            deaf.add(UnreadSocket.open(server.port(), "/own/" + (256 << 10)));
        }
        Await.until("all are cut off", () -> server.counters.slowReaders.sum() == deaf.size());
        server.awaitNothingLeft();
        for (UnreadSocket one : deaf) {
            one.close();
        }
    }

    /** 200 KB/s here, with a twentieth of the product's patience, is 10 KB/s there. */
    @Test
    void whoReadsSlowlyButSteadilyIsNot() throws IOException {
        try (UnreadSocket slow = UnreadSocket.open(server.port(), BIG_ANSWER)) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3 * TIMEOUT_MS);
            while (System.nanoTime() < end) {
                assertTrue(slow.read(4 << 10) > 0, "cut off");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            assertEquals(0, server.counters.slowReaders.sum());
        }
        server.awaitNothingLeft();
    }

    @Test
    void thePatienceBeginsWithTheAnswerAndNotWithTheConnection() throws IOException {
        try (UnreadSocket kept = UnreadSocket.connect(server.port())) {
            kept.ask("/own/1");
            kept.readUntil("\r\n\r\n");
            pass(TIMEOUT_MS + TIMEOUT_MS / 2);
            kept.ask(BIG_ANSWER);
            Await.until("it waits", () -> server.budgets.responses().taken() > 0);
            pass(TIMEOUT_MS / 2); // enough for two checks for slow peers
            assertEquals(0, server.counters.slowReaders.sum());
            int read = 0;
            while (read < BIG) {
                int some = kept.read(64 << 10);
                assertTrue(some > 0, "cut off");
                read += some;
            }
        }
        server.awaitNothingLeft();
    }

    @Test
    void whoLeavesHalfWayIsForgotten() throws IOException {
        try (UnreadSocket reader = UnreadSocket.open(server.port(), BIG_ANSWER);
                UnreadSocket sender = UnreadSocket.connect(server.port());
                UnreadSocket framer = UnreadSocket.open(server.port(), "/ws/echo")) {
            assertTrue(reader.read(64 << 10) > 0);
            sender.send(HALF_HEAD.getBytes(StandardCharsets.US_ASCII));
            framer.send(FRAME_HEAD);
            framer.send(new byte[50_000]);
            Await.until(
                    "they keep memory",
                    () -> server.budgets.responses().taken() > 0
                            && server.budgets.requests().taken() > 55_000);
        }
        server.awaitNothingLeft();
        assertEquals(0, server.counters.slowReaders.sum() + server.counters.slowRequests.sum());
    }

    @Test
    void bodyOfARequestThatWasAnsweredBeforeCostsNothing() throws IOException {
        try (UnreadSocket refused = UnreadSocket.connect(server.port())) {
            refused.send("POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            refused.readUntil("404");
            refused.send(new byte[2_000_000]); // twice the budget
            refused.send("GET /own/5 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            refused.readUntil("200 OK");
        }
        server.awaitNothingLeft();
    }

    @Test
    void aMessageThatDoesNotEndClosesItsSocketInTime() {
        try (RawWebSocket frame = RawWebSocket.open(server.port(), "/ws/echo");
                RawWebSocket fragments = RawWebSocket.open(server.port(), "/ws/echo");
                RawWebSocket honest = RawWebSocket.open(server.port(), "/ws/echo")) {
            frame.sendBytes(FRAME_HEAD);
            frame.sendBytes(new byte[50_000]);
            fragments.send(RawWebSocket.TEXT, false, new byte[50_000]);
            assertEquals(CloseCode.TOO_LONG.code(), frame.closeCode());
            assertEquals(CloseCode.TOO_LONG.code(), fragments.closeCode());
            assertEquals("here", honest.ask("here"));
            assertEquals(2, server.counters.slowRequests.sum());
        }
        server.awaitNothingLeft();
    }

    @Test
    void whereMemoryIsShortWhoeverHasWaitedForTheLongestMakesRoom() throws IOException {
        server.close();
        server = GuardedServer.start(60_000, 2 * BIG);
        try (UnreadSocket first = UnreadSocket.open(server.port(), BIG_ANSWER)) {
            Await.until("it waits", () -> server.budgets.responses().taken() > BIG / 4);
            try (UnreadSocket second = UnreadSocket.open(server.port(), "/own/" + 2 * BIG)) {
                Await.until("there is room", () -> server.counters.memory.sum() == 1);
                assertTrue(second.read(64 << 10) > 0);
            }
        }
        server.awaitNothingLeft();
    }

    private static void pass(long ms) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        Await.until("the time", () -> System.nanoTime() - end > 0);
    }
}
