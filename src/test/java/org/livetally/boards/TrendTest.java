package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.stream.Expectations;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestScreen;

/** A board shows the newest minutes of a trend, and costs only what it shows, whatever dates a producer has sent. */
@ExtendWith(VertxExtension.class)
final class TrendTest {
    private static final String STREAM = "naqu-4500m";
    private static final StreamKeys KEYS = new StreamKeys(STREAM);
    private static final long MINUTE_MS = 60_000;
    private static final long START = 978_307_200_000L; // 2001: first of 12 digits, after September of 13
    private static final int SHOWN = Board.TREND_MINUTES;

    @RegisterExtension
    final LiveServer server = LiveServer.with(STREAM);

    private final Random random = new Random(11);
    private int orders;

    @Test
    void newestMinutesAreShownWhateverOrderTheyCameIn() {
        List<Long> minutes = minutes(0, 3_000);
        Collections.shuffle(minutes, random);
        try (TestScreen screen = TestScreen.open(server.port(), STREAM, "")) {
            sell(minutes.subList(0, 1_000));
            Await.until("the first thousand", () -> screen.section("trend").size() == 1_000);
            sell(minutes.subList(1_000, 3_000));

            Map<String, Object> expected = trend(LongStream.range(3_000 - SHOWN, 3_000), 1);
            assertEquals(expected, shown());
            Await.until("the same on a screen", () -> expected.equals(plain(screen.section("trend"))));
        }
        assertEquals(List.of(), server.audit());
    }

    @Test
    void indexHoldsWhatIsShownAndNothingElse() {
        sell(minutes(0, 2_000));

        assertEquals(Integer.toString(SHOWN), TestRedis.text("ZCARD", KEYS.minutes()));
        assertEquals(Integer.toString(SHOWN), TestRedis.text("ZCARD", KEYS.newest()));
        assertEquals("4000", TestRedis.text("HLEN", KEYS.trend()));
    }

    @Test
    void lateMinuteIsCountedThoughItIsTooOldToBeShown() {
        sell(minutes(0, 1_500));
        Map<String, Object> before = shown();
        try (TestScreen screen = TestScreen.open(server.port(), STREAM, "")) {
            sell(minutes(0, 1));

            Await.until("the order", () -> screen.section("totals").getLong("orders") == 1_501);
            assertEquals(before, plain(screen.section("trend")));
        }
        assertEquals(before, shown());
        assertEquals("2", TestRedis.text("HGET", KEYS.trend(), at(0) + ":orders"));
        assertEquals(List.of(), server.audit());
    }

    @Test
    void likesOfANewMinutePushOutTheOldest() {
        sell(minutes(0, SHOWN));
        try (RawWebSocket viewer = server.open("/ws/streams/" + STREAM + "/audience?viewer=ann")) {
            viewer.send("{\"type\":\"like\",\"count\":7}");
            Await.until("the likes", () -> server.board(STREAM, "audience").getLong("likes") == 7);
        }
        assertEquals(SHOWN, shown().size());
        assertTrue(!shown().containsKey(Long.toString(at(0))), "the oldest minute is still shown");
        assertEquals(List.of(), server.audit());
    }

    @Test
    void dataOfAVersionThatIndexedEveryMinuteIsShownRight() {
        sell(minutes(0, 1));
        long years = 20_000;
        writeAsBefore(years);
        TestRedis.command("DEL", KEYS.newest());
        sell(minutes(years - 2, years - 1)); // before any board was read

        Map<String, Object> expected = trend(LongStream.range(years - SHOWN, years), 1);
        expected.put(Long.toString(at(years - 2)), tally(2));
        assertEquals(expected, shown());
        assertEquals(Integer.toString(SHOWN), TestRedis.text("ZCARD", KEYS.minutes()));

        sell(minutes(years, years + 1));
        expected.remove(Long.toString(at(years - SHOWN)));
        expected.put(Long.toString(at(years)), tally(1));
        assertEquals(expected, shown());
    }

    /** The minutes are read in pages, each at a moment of its own, but their sum is the total. */
    @Test
    void longTrendIsOfOneMomentWhileOrdersComeIn(Vertx vertx) throws Exception {
        sell(minutes(0, SHOWN));
        ExecutorService producer = Executors.newSingleThreadExecutor();
        try {
            Promise<BoardReader> opened = Promise.promise();
            vertx.runOnContext(loop -> {
                RedisLink link = RedisLink.open(vertx, TestRedis.uri());
                link.onConnected(() -> opened.tryComplete(
                        new BoardReader(link, InstantSource.system(), Expectations.NONE, BoardOfRedis.noArchives())));
            });
            BoardReader reader = Await.result(opened.future());
            AtomicBoolean enough = new AtomicBoolean();
            producer.execute(() -> {
                while (!enough.get()) {
                    sell(random.longs(20, 0, SHOWN).boxed().toList());
                }
            });
            for (int i = 0; i < 50; i++) {
                Promise<Board> read = Promise.promise();
                vertx.runOnContext(loop -> reader.read(BoardId.ofStream(STREAM), null, new BoardParts())
                        .onComplete(read));
                assertIsWhole(Await.result(read.future()));
            }
            enough.set(true);
        } finally {
            producer.shutdownNow();
        }
    }

    private static void assertIsWhole(Board board) {
        JsonObject shown =
                new JsonObject(Buffer.buffer(BoardJson.snapshot(board, BoardSections.EVERY))).getJsonObject("board");
        JsonObject trend = shown.getJsonObject("trend");
        long sum = trend.stream()
                .mapToLong(minute -> ((JsonObject) minute.getValue()).getLong("gmv"))
                .sum();
        assertEquals(SHOWN, trend.size());
        assertEquals(shown.getJsonObject("totals").getLong("gmv"), sum);
    }

    /**
     * An order in each minute but the first, unordered, as written by a version without an index of the newest ones.
     */
    private static void writeAsBefore(long minutes) {
        String some =
                "for i = ARGV[1], ARGV[2] do local m = string.format('%.0f', ARGV[4] + (i * 7919 % ARGV[3]) * 60000) "
                        + "redis.call('HSET', KEYS[1], m .. ':gmv', 1, m .. ':orders', 1) redis.call('ZADD', KEYS[2], 1, m) end";
        for (long i = 1; i < minutes; i += 2_000) {
            TestRedis.command(
                    "EVAL",
                    some,
                    "2",
                    KEYS.trend(),
                    KEYS.minutes(),
                    Long.toString(i),
                    Long.toString(Math.min(minutes, i + 2_000) - 1),
                    Long.toString(minutes),
                    Long.toString(START));
        }
    }

    private static List<Long> minutes(long from, long to) {
        return LongStream.range(from, to).boxed().collect(Collectors.toCollection(ArrayList::new));
    }

    private static long at(long minute) {
        return START + minute * MINUTE_MS;
    }

    /** Sells an order of 1 in each of these minutes. */
    private void sell(List<Long> minutes) {
        for (int i = 0; i < minutes.size(); i += 1_000) {
            JsonArray frame = new JsonArray();
            for (long minute : minutes.subList(i, Math.min(minutes.size(), i + 1_000))) {
                frame.add(OrderJson.order(STREAM, "o-" + orders++, 1).put("at", at(minute)));
            }
            String answer = server.postOrders(frame.encode()).body();
            assertEquals(frame.size(), answer.split("\"ack\"", -1).length - 1, answer);
        }
    }

    private static Map<String, Object> trend(LongStream minutes, int orders) {
        return minutes.boxed().collect(Collectors.toMap(minute -> Long.toString(at(minute)), minute -> tally(orders)));
    }

    private static Map<String, Object> tally(int orders) {
        return Map.of("gmv", orders, "orders", orders, "likes", 0);
    }

    private Map<String, Object> shown() {
        return plain(server.board(STREAM, "trend"));
    }

    private static Map<String, Object> plain(JsonObject trend) {
        return trend.stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        minute -> minute.getValue() instanceof JsonObject tally ? tally.getMap() : minute.getValue()));
    }
}
