package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.livetally.intake.producers.HostileFrames.Frame;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.Limits;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** Hostile frames to the running server: nothing reaches the log, and only the content of good frames is recorded. */
final class FuzzSocketTest {
    private static final int FRAMES = 20_000;
    private static final long SEED = 4_500;
    private static final String SHOP = "shop";
    /** True of the tests' Redis, and logged for each connection. */
    private static final String NOT_ON_DISK =
            "org.livetally.redis.client.Durability: ORDERS CAN BE LOST: Redis has appendonly no:"
                    + " acked orders are in memory only, and a crash of Redis loses them; set appendonly yes";

    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Set<String> good = new HashSet<>();
    private final Set<String> acked = new HashSet<>();
    private final Queue<Frame> frames = new ArrayDeque<>();
    private int sockets;

    @Test
    void nothingIsLoggedAndNothingRecordedThatNoGoodFrameSaid() {
        Handler handler = listen();
        try (LiveServer server = LiveServer.start(new Limits(0, 0, 10, 0, 0, 0), SHOP)) {
            HostileFrames.each(SEED, FRAMES, SHOP, frame -> frames.add(frame.value()));
            while (!frames.isEmpty()) {
                send(server);
            }
            long recorded = recordedAtLast(server);
            System.out.println("fuzz over sockets: " + FRAMES + " frames, " + sockets + " sockets, " + good.size()
                    + " good ids, " + acked.size() + " acked, " + recorded + " in the ledger");
            assertTrue(acked.size() > FRAMES / 10, "some are good: " + acked.size());
            assertTrue(good.containsAll(acked), "only good ones are acked");
            assertTrue(recorded >= acked.size() && recorded <= good.size() + 1, recorded + " recorded");
            assertEquals(List.of(), server.audit());
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        SimpleFormatter formatter = new SimpleFormatter();
        assertEquals(
                Set.of(NOT_ON_DISK),
                logged.stream()
                        .map(entry -> entry.getLoggerName() + ": " + formatter.formatMessage(entry))
                        .collect(Collectors.toSet()));
    }

    /** Sends on one socket until it is closed, or for a while. */
    private void send(LiveServer server) {
        sockets++;
        try (RawWebSocket socket = server.open("/ws/orders")) {
            int due = 0;
            for (int i = 0; i < 500 && !frames.isEmpty(); i++) {
                Frame frame = frames.remove();
                note(frame.bytes());
                boolean odd = random.nextInt(200) == 0;
                if (odd || !PlainReading.isUtf8(frame.bytes())) {
                    awaitAnswers(socket, due); // none follows the coming close frame
                    socket.send(
                            odd ? random.nextInt(16) : RawWebSocket.TEXT, !odd || random.nextBoolean(), frame.bytes());
                    break; // otherwise good frames after it would be lost
                }
                socket.send(RawWebSocket.TEXT, true, frame.bytes());
                due += answers(frame);
            }
            awaitAnswers(socket, due);
            socket.texts().forEach(this::noteAnswer);
        }
    }

    private static void awaitAnswers(RawWebSocket socket, int due) {
        Await.until(
                due + " answers",
                () -> due
                        <= socket.texts().stream()
                                .mapToInt(FuzzSocketTest::answers)
                                .sum());
    }

    /** The minimum number of answers. */
    private static int answers(Frame frame) {
        return switch (frame.verdict()) {
            case BROKEN -> 1;
            case ANY, BAD -> 0;
            case GOOD -> frame.messages().size();
        };
    }

    /** Notes what may be recorded of this frame, by the simplest reading. */
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

    /** The recorded ids after one more valid order: by then, everything before it has been recorded. */
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
