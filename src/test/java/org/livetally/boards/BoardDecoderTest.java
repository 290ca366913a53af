package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.livetally.boards.BoardOfRedis.KEYS;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.Integers;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.tally.Dimension;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** What Redis holds, field by field, as a board. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
final class BoardDecoderTest {
    private static final long HOUR = 3_600_000;

    private final ManualClock clock = new ManualClock();
    private BoardOfRedis redis;

    @BeforeEach
    void open(Vertx vertx) {
        redis = new BoardOfRedis(vertx, clock);
    }

    @Test
    void whatIsNotThereIsZeroOrAbsent() {
        JsonObject board = redis.shown();

        Set<String> sections = new HashSet<>(BoardSections.ALL);
        sections.remove(BoardSections.CAMPAIGN); // this is the board of a stream
        assertEquals(sections, board.fieldNames());
        board.getJsonObject("totals").forEach(total -> assertEquals(0, total.getValue(), total.getKey()));
        board.getJsonObject("audience").forEach(figure -> assertEquals(0, figure.getValue(), figure.getKey()));
        assertEquals(new JsonObject(), board.getJsonObject("goal"));
        assertEquals(new JsonObject(), board.getJsonObject("trend"));
        assertEquals(new JsonObject(), board.getJsonObject("ledger"));
        assertEquals(new JsonArray(), board.getJsonArray("recent"));
        for (Dimension dimension : Dimension.values()) {
            assertEquals(new JsonObject(), board.getJsonObject(dimension.key()));
        }
        for (String absent : List.of("startedAt", "endsAt", "endedAt", "openOrders")) {
            assertFalse(board.getJsonObject("stream").containsKey(absent), absent);
        }
    }

    @Test
    void theLedgerIsShownWithItsNewestSeal() {
        redis.totals("last", "1795281935146-7");
        BoardOfRedis.set(
                KEYS.seal(), "seq", "1795281935146-5", "sha256", "ab12", "at", "1795281936000", "messages", "9");
        BoardOfRedis.set(KEYS.seal(), "differences", "0", "names", "[]");

        assertEquals(
                new JsonObject()
                        .put("seq", "1795281935146-7")
                        .put(
                                "sealed",
                                new JsonObject()
                                        .put("seq", "1795281935146-5")
                                        .put("sha256", "ab12")
                                        .put("at", 1_795_281_936_000L)
                                        .put("differences", 0)),
                redis.shown().getJsonObject("ledger"));
    }

    @Test
    void derivedTotalsFollowFromTheSums() {
        redis.totals("gmv", "1000", "orders", "3", "refunded", "1");
        TestRedis.command("SADD", KEYS.buyers(), "ann", "bob");
        JsonObject totals = redis.shown().getJsonObject("totals");

        assertEquals(999, totals.getLong("net"));
        assertEquals(333, totals.getLong("averageOrder"), "rounded down");
        assertEquals(2, totals.getLong("buyers"));
        assertFalse(totals.containsKey("waiting"), "no screen shows what strangers have not paid");
    }

    @Test
    void theLargestTotalIsExact() {
        redis.totals("gmv", Long.toString(Integers.MAX_EXACT));

        assertEquals(Integers.MAX_EXACT, redis.shown().getJsonObject("totals").getLong("gmv"));
    }

    @Test
    void theGoalIsProjectedFromTheAveragePace() {
        goal(HOUR, 4 * HOUR);
        paid(1_001);
        JsonObject goal = redis.shown().getJsonObject("goal");

        assertEquals(5_000, goal.getLong("amount"));
        assertEquals(4_004, goal.getJsonObject("projected").getLong("amount"));
        assertEquals(
                Set.of("amount", "low", "high"), goal.getJsonObject("projected").fieldNames());
        assertFalse(goal.containsKey("reachedAt"));

        redis.stream("goal", "2002");
        assertEquals(clock.millis() + HOUR, projected().getLong("at"), "as much again takes as long again");
    }

    @Test
    void aProjectionIsAtMostWhatBrowsersShowExactly() {
        goal(1, 400 * 24 * HOUR);
        paid(Integers.MAX_EXACT); // times the planned time, more than a long

        for (String figure : List.of("amount", "low", "high")) {
            assertEquals(Integers.MAX_EXACT, projected().getLong(figure), figure);
        }
    }

    @Test
    void nothingIsProjectedWithoutAPlannedEndOrAfterItOrBeforeAnythingIsPaid() {
        goal(HOUR, 4 * HOUR);
        assertNull(projected(), "nothing is paid");
        paid(1_000);
        assertEquals(4_000, projected().getLong("amount"));
        clock.advance(4 * HOUR);
        assertNull(projected(), "the planned end is past");
        clock.advance(-4 * HOUR);
        redis.stream("status", "ended");
        assertNull(projected(), "it has ended");
        redis.stream("status", "live");
        TestRedis.command("HDEL", KEYS.settings(), "endsAt");
        assertNull(projected(), "no end is planned");
    }

    @Test
    void aProductHasItsNameAndUnitAndNoPrice() {
        TestRedis.command("ZADD", KEYS.ranking(Dimension.PRODUCTS), "300", "tea", "500", "unknown");
        BoardOfRedis.set(KEYS.counts(), "products:units:tea", "3", "products:orders:tea", "2");
        BoardOfRedis.set(KEYS.catalogue(), "tea", "{\"name\":\"酥油茶\",\"unit\":\"块\",\"price\":4900}");
        JsonObject products = redis.shown().getJsonObject("products");

        assertEquals(List.of("unknown", "tea"), List.copyOf(products.fieldNames()), "the leading one first");
        assertEquals(
                "{\"name\":\"酥油茶\",\"unit\":\"块\",\"gmv\":300,\"units\":3,\"orders\":2}",
                products.getJsonObject("tea").encode());
        assertEquals(
                "{\"gmv\":500,\"units\":0,\"orders\":0}",
                products.getJsonObject("unknown").encode());
    }

    @Test
    void recentOrdersHaveTheirSeqFirst() {
        TestRedis.command("RPUSH", KEYS.recent(), "9-1 {\"amount\":7}", "8-0 {\"amount\":6}");

        assertEquals(
                "[{\"seq\":\"9-1\",\"amount\":7},{\"seq\":\"8-0\",\"amount\":6}]",
                redis.shown().getJsonArray("recent").encode());
    }

    @Test
    void theStreamTellsItsDigitsAndWhetherItTakesOrders() {
        redis.stream("currency", "JPY", "openOrders", "1");
        JsonObject stream = redis.shown().getJsonObject("stream");

        assertEquals(0, stream.getInteger("currencyDigits"));
        assertEquals(true, stream.getBoolean("openOrders"));
        redis.stream("openOrders", "0");
        assertFalse(redis.shown().getJsonObject("stream").containsKey("openOrders"));
    }

    /** A goal of 5,000 on a stream that began some time ago and has its planned end at another time after that. */
    private void goal(long elapsed, long planned) {
        long started = clock.millis() - elapsed;
        redis.stream("goal", "5000", "startedAt", "" + started, "endsAt", "" + (started + planned));
    }

    /** So much is the value of the two orders of the last minute. */
    private void paid(long gmv) {
        String minute = "" + (clock.millis() - 30_000);
        redis.totals("gmv", "" + gmv, "orders", "2");
        BoardOfRedis.set(KEYS.trend(), minute + ":gmv", "" + gmv, minute + ":orders", "2");
        TestRedis.command("ZADD", KEYS.minutes(), "1", minute);
        TestRedis.command("ZADD", KEYS.newest(), minute, minute);
    }

    private JsonObject projected() {
        return redis.shown().getJsonObject("goal").getJsonObject("projected");
    }
}
