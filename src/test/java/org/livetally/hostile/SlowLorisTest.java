package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.livetally.settings.Limits;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** The server closes requests that never end, sent a byte at a time, and nobody else waits for them. */
final class SlowLorisTest {
    private static final int HALF_OPEN = 100;
    private static final Limits TWO_SECONDS = new Limits(0, 0, 2, 0, 0, 0);
    private static final String HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    private static final String BODY = "POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{";
    private static final String WHOLE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void aRequestThatIsNotThereInTimeIsClosedAndOthersDoNotWait() throws IOException {
        try (LiveServer server = LiveServer.start(TWO_SECONDS)) {
            server.live("shop");
            List<Socket> half = new ArrayList<>();
            for (int i = 0; i < HALF_OPEN; i++) {
                half.add(begin(server.port(), i % 3 == 0 ? HEAD : i % 3 == 1 ? BODY : ""));
            }
            long begun = System.nanoTime();
            long median = Latencies.medianMicros(server, 20);
            Await.until("all closed", () -> {
                half.forEach(SlowLorisTest::dribble);
                return server.limits().slowRequests.sum() == HALF_OPEN;
            });
            long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            System.out.println("slow loris: order to ack beside " + HALF_OPEN + " half requests " + median
                    + " us; closed after " + ms + " ms");
            assertTrue(median < 1_000_000, "others: " + median + " us");
            assertTrue(ms < 8_000, "closed only after " + ms + " ms");
            for (Socket one : half) {
                one.close();
            }
        }
    }

    @Test
    void aLaterRequestOfAConnectionHasTheSameTime() throws IOException {
        try (LiveServer server = LiveServer.start(TWO_SECONDS);
                Socket socket = begin(server.port(), WHOLE)) {
            readAnswer(socket);
            socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
            assertEquals(-1, socket.getInputStream().read());
            assertEquals(1, server.limits().slowRequests.sum());
        }
    }

    @Test
    void aConnectionThatWaitsForItsNextRequestAndASocketAreLeftAlone() throws IOException {
        try (LiveServer server = LiveServer.start(TWO_SECONDS);
                Socket waiting = begin(server.port(), WHOLE);
                Socket unused = begin(server.port(), "")) {
            server.live("shop");
            readAnswer(waiting);
            var producer = server.producer();
            assertEquals(-1, unused.getInputStream().read()); // the same time has passed for the others
            waiting.getOutputStream().write(WHOLE.getBytes(StandardCharsets.US_ASCII));
            readAnswer(waiting);
            assertEquals("invalid_order", producer.ask("{}").getString("code"));
            producer.close();
        }
    }

    /** The body of an import is written to disk, so it may be long; but it must go on. */
    @Test
    void aFileMayTakeLongerThanARequestAsLongAsItGoesOn() throws IOException {
        String head = "POST /api/streams/shop/imports?dryRun=true HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: text/csv\r\nContent-Length: 500000000\r\n\r\n";
        byte[] piece = "a-1,honey,1,19.80\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        try (LiveServer server = LiveServer.start(TWO_SECONDS)) {
            server.live("shop");
            try (Socket socket = begin(server.port(), head)) {
                long begun = System.nanoTime();
                Await.until("more time has passed than a request has", () -> {
                    try {
                        socket.getOutputStream().write(piece);
                    } catch (IOException e) {
                        throw new AssertionError("closed while it went on", e);
                    }
                    return System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(3);
                });
                assertEquals(0, server.limits().slowRequests.sum());
                assertEquals(-1, socket.getInputStream().read(), "closed once it does not go on");
                assertEquals(1, server.limits().slowRequests.sum());
            }
        }
    }

    private static Socket begin(int port, String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void dribble(Socket socket) {
        try {
            socket.getOutputStream().write('a');
        } catch (IOException e) {
            // closed, as it should be
        }
    }

    private static void readAnswer(Socket socket) throws IOException {
        byte[] some = new byte[4 << 10];
        String answer = new String(some, 0, socket.getInputStream().read(some), StandardCharsets.US_ASCII);
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    }
}
