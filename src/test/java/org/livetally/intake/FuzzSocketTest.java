package org.livetally.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.livetally.redis.StreamKeys;
import org.livetally.settings.Limits;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** Hostile frames at the running server: nothing reaches the log, and what is recorded is what good frames said. */
final class FuzzSocketTest {
    private static final int FRAMES = 20_000;
    private static final long SEED = 4_500;
    private static final String SHOP = "shop";

    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Set<String> good = new HashSet<>();
    private final Set<String> acked = new HashSet<>();
    private int sockets;

    @Test
    void nothingIsLoggedAndNothingRecordedThatNoGoodFrameSaid() {
        Handler handler = listen();
        try (LiveServer server = LiveServer.start(new Limits(0, 0, 10, 0, 0, 0))) {
            server.live(SHOP);
            HostileFrames frames = new HostileFrames(SEED, SHOP);
            for (int sent = 0; sent < FRAMES; ) {
                sent += send(server, frames, FRAMES - sent);
            }
            long recorded = recordedAtLast(server);
            System.out.println("fuzz over sockets: " + FRAMES + " frames, " + sockets + " sockets, " + good.size()
                    + " good ids, " + acked.size() + " acked, " + recorded + " in the ledger");
            assertTrue(acked.size() > FRAMES / 50, "some are good: " + acked.size());
            assertTrue(good.containsAll(acked), "only good ones are acked");
            assertTrue(recorded >= acked.size() && recorded <= good.size() + 1, recorded + " recorded");
            assertEquals(List.of(), server.audit());
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertEquals(
                List.of(),
                logged.stream()
                        .map(LogRecord::getMessage)
                        // True of the tests' Redis, which keeps nothing on disk, and said whoever connects.
                        .filter(message -> !message.startsWith("ORDERS CAN BE LOST"))
                        .toList());
    }

    /** Sends on one socket until it is closed, or for a while; returns the frames sent. */
    private int send(LiveServer server, HostileFrames frames, int most) {
        sockets++;
        int sent = 0;
        try (RawWebSocket socket = server.open("/ws/orders")) {
            while (sent < Math.min(most, 500) && !socket.isClosed()) {
                byte[] frame = frames.next();
                sent++;
                note(frame);
                boolean odd = random.nextInt(200) == 0;
                boolean closes = odd || !PlainReading.isUtf8(frame);
                socket.send(odd ? random.nextInt(16) : RawWebSocket.TEXT, !odd || random.nextBoolean(), frame);
                if (closes) {
                    break; // else good frames would be lost behind it
                }
            }
            int least = sent - 1;
            Await.until(
                    "answers",
                    () -> socket.isClosed()
                            || socket.texts().stream()
                                            .mapToInt(FuzzSocketTest::answers)
                                            .sum()
                                    >= least);
            socket.texts().forEach(this::noteAnswer);
        } catch (UncheckedIOException e) {
            // closed while it was sending
        }
        return Math.max(sent, 1);
    }

    /** What may be recorded of this frame, as the simplest reading has it. */
    private void note(byte[] frame) {
        try {
            PlainReading.messages(frame).forEach(tree -> {
                try {
                    good.add(PlainReading.of(tree).id());
                } catch (RuntimeException e) {
                    // this one must not be recorded
                }
            });
        } catch (CharacterCodingException | RuntimeException e) {
            // none of them
        }
    }

    private static int answers(String text) {
        return text.split("\"type\":", -1).length - 1;
    }

    private void noteAnswer(String text) {
        Object json = Json.decodeValue(text);
        for (Object answer : json instanceof JsonArray several ? several : new JsonArray().add(json)) {
            if ("recorded".equals(((JsonObject) answer).getString("result"))) {
                acked.add(((JsonObject) answer).getString("id"));
            }
        }
    }

    /** Ids that were recorded, after one more honest order: all that came before has been recorded then. */
    private static long recordedAtLast(LiveServer server) {
        assertTrue(server.postOrders(OrderJson.order(SHOP, "honest", 1).encode())
                .body()
                .contains("recorded"));
        return Long.parseLong(TestRedis.text("HLEN", new StreamKeys(SHOP).ids()));
    }

    private Handler listen() {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    logged.add(entry);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        return handler;
    }
}
