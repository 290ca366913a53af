package org.livetally.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.livetally.testing.Await;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.UnreadSocket;

/** Dead peers are detected; those that answer pings stay connected. */
final class OpenSocketsTest {
    private static final long PING_MS = 100;
    private static final String CODE_4000 = "\u000f\u00a0";

    @Test
    void aPeerThatAnswersNoPingsIsClosedAndOthersStay() throws IOException {
        try (SocketServer server = SocketServer.start(PING_MS);
                RawWebSocket alive = server.connect();
                UnreadSocket dead = UnreadSocket.open(server.port(), "/ws/echo")) {
            assertTrue(dead.readUntil("no answer to pings").contains(CODE_4000));
            Await.until("its owner is told", () -> server.closed.get() == 1);
            assertFalse(alive.isClosed());
            assertEquals("here", alive.ask("here"));
        }
    }

    @Test
    void aPeerThatNeverClosesItsSideIsCutOff() throws IOException {
        try (SocketServer server = SocketServer.start(PING_MS);
                UnreadSocket dead = UnreadSocket.open(server.port(), "/ws/echo")) {
            long start = System.nanoTime();
            Await.until("its owner is told", () -> server.closed.get() == 1);
            long ms = (System.nanoTime() - start) / 1_000_000;
            assertTrue(ms < 5_000, "only after " + ms + " ms, when Vert.x itself gave up");
            dead.readUntil("no answer to pings");
        }
    }

    @Test
    void aPeerThatPingsWithoutEndIsClosedAndOneThatPingsNowAndThenStays() {
        try (SocketServer server = SocketServer.start(60_000);
                RawWebSocket calm = server.connect();
                RawWebSocket pings = server.connect();
                RawWebSocket pongs = server.connect()) {
            Await.until("closed", () -> {
                calm.send(RawWebSocket.PING, true, new byte[0]); // some 20 a second
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                return isClosedAfterMany(pings, RawWebSocket.PING) & isClosedAfterMany(pongs, RawWebSocket.PONG);
            });
            assertEquals(1008, pings.closeCode());
            assertEquals(1008, pongs.closeCode());
            assertEquals("here", calm.ask("here"));
        }
    }

    private static boolean isClosedAfterMany(RawWebSocket peer, int opcode) {
        byte[] one = RawWebSocket.frame(opcode, true, new byte[0]);
        ByteBuffer many = ByteBuffer.allocate(100 * one.length);
        while (many.hasRemaining()) {
            many.put(one);
        }
        try {
            if (!peer.isClosed()) {
                peer.sendBytes(many.array());
            }
        } catch (UncheckedIOException e) {
            return peer.isClosed(); // it was closed meanwhile
        }
        return peer.isClosed();
    }

    @Test
    void allAreToldWhenTheServerGoesAway() {
        try (SocketServer server = SocketServer.start(60_000);
                RawWebSocket one = server.connect();
                RawWebSocket two = server.connect()) {
            Await.until("both", () -> server.opened.get() == 2);
            server.closeAll();
            assertEquals(1001, one.closeCode());
            assertEquals(1001, two.closeCode());
        }
    }
}
