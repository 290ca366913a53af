package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.boards.BoardOfRedis.KEYS;
import static org.livetally.boards.BoardOfRedis.STREAM;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.order.Seq;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestConnection;
import org.livetally.testing.TestRedis;

/** What the screens of a board are told from one reading to the next. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
final class WatchedBoardTest {
    private static final BoardId ID = BoardId.ofStream(STREAM);
    private static final BoardSections TOTALS = BoardSections.of(Set.of("totals"));
    private static final BoardSections AUDIENCE = BoardSections.of(Set.of("audience"));
    private static final BoardSections RECENT = BoardSections.of(Set.of("recent"));

    private final List<BoardNews> totals = new ArrayList<>();
    private final List<BoardNews> audience = new ArrayList<>();
    private final List<BoardNews> recent = new ArrayList<>();
    private BoardOfRedis redis;
    private WatchedBoard board;
    private Board last;

    @BeforeEach
    void watch(Vertx vertx) {
        redis = new BoardOfRedis(vertx, new ManualClock());
        board = new WatchedBoard(
                ID,
                new OrderFeed(
                        vertx,
                        ID,
                        new OrderLedger(
                                id -> Future.succeededFuture(Seq.START),
                                (id, from, to, min) -> Future.failedFuture("nobody asks"))),
                0);
        board.add(TOTALS, Board.MAX_RATE, totals::add);
        board.add(AUDIENCE, Board.MAX_RATE, audience::add);
        board.add(RECENT, Board.MAX_RATE, recent::add);
        redis.totals("version", "1", "gmv", "100", "orders", "1");
        last = redis.read(null);
        board.advance(last, () -> {}, 0);
    }

    @Test
    void theFirstReadingIsShownAsAWhole() {
        assertEquals(1, totals.size());
        JsonObject snapshot = snapshot(totals.get(0));
        assertEquals("snapshot", snapshot.getString("type"));
        assertEquals(1, snapshot.getLong("version"));
        assertEquals(Set.of("totals"), snapshot.getJsonObject("board").fieldNames());
        assertEquals(
                100, snapshot.getJsonObject("board").getJsonObject("totals").getLong("gmv"));
    }

    /** Was found by the simulation: a replica took over, and came to the version that screens had seen in another way. */
    @Test
    void theSameVersionOverAnotherConnectionIsShownAsAWhole() {
        assertFalse(board.comesOver(TestConnection.HERE));
        assertFalse(board.comesOver(TestConnection.HERE));
        assertEquals(1, board.version());
        assertTrue(board.comesOver(new TestConnection("another one", 0)));
        assertEquals(-1, board.version(), "it is read, whatever its version");
        redis.totals("version", "1", "gmv", "70", "orders", "1");
        board.advance(redis.read(null), () -> {}, 0);
        assertEquals(2, totals.size());
        assertEquals(
                70,
                snapshot(totals.get(1))
                        .getJsonObject("board")
                        .getJsonObject("totals")
                        .getLong("gmv"));
    }

    @Test
    void aChangeOfOneFieldIsAPatchOfThatField() {
        redis.totals("version", "2", "placed", "7");
        advance();

        JsonObject update = update(totals.get(1));
        assertEquals(new JsonObject("{\"totals\":{\"placed\":7}}"), update.getJsonObject("patch"));
        assertEquals(1, update.getLong("from"));
        assertEquals(2, update.getLong("version"));
    }

    @Test
    void aViewWithoutChangedFieldsStaysSilentAndItsChainGoesOn() {
        redis.totals("version", "2", "gmv", "200");
        advance();
        assertEquals(1, audience.size());

        BoardOfRedis.set(KEYS.audience(), "likes", "5");
        redis.totals("version", "3");
        advance();
        assertEquals(2, totals.size(), "likes are none of its fields");
        JsonObject update = update(audience.get(1));
        assertEquals(new JsonObject("{\"audience\":{\"likes\":5}}"), update.getJsonObject("patch"));
        assertEquals(1, update.getLong("from"), "the version that its screens have");
        assertEquals(3, update.getLong("version"));

        redis.totals("version", "4", "gmv", "300");
        advance();
        assertEquals(2, update(totals.get(2)).getLong("from"));
    }

    @Test
    void whoJoinsGetsTheStateFromWhichTheNextUpdateStarts() {
        redis.totals("version", "2", "gmv", "200");
        advance();
        BoardOfRedis.set(KEYS.audience(), "likes", "5");
        redis.totals("version", "3");
        advance();

        List<BoardNews> late = new ArrayList<>();
        board.add(TOTALS, Board.MAX_RATE, late::add);
        assertEquals(2, snapshot(late.get(0)).getLong("version"), "the last change in its fields");
        redis.totals("version", "4", "gmv", "300");
        advance();
        assertEquals(2, update(late.get(1)).getLong("from"));
    }

    @Test
    void onlyNewOrdersAreSentAndOnlyToWhomTheyAreFor() {
        TestRedis.command("LPUSH", KEYS.recent(), "8-0 {\"amount\":6}");
        redis.totals("version", "2");
        advance();
        TestRedis.command("LPUSH", KEYS.recent(), "9-0 {\"amount\":7}");
        TestRedis.command("LPUSH", KEYS.recent(), "9-1 {\"amount\":8}");
        redis.totals("version", "3");
        advance();

        assertEquals(1, totals.size());
        assertEquals(
                "[{\"seq\":\"8-0\",\"amount\":6}]",
                update(recent.get(1)).getJsonArray("recent").encode());
        assertEquals(
                "[{\"seq\":\"9-1\",\"amount\":8},{\"seq\":\"9-0\",\"amount\":7}]",
                update(recent.get(2)).getJsonArray("recent").encode());
    }

    @Test
    void theSameVersionIsToldOnce() {
        redis.totals("gmv", "999");
        advance();

        assertEquals(1, totals.size());
    }

    @Test
    void dataThatWentBackIsShownAsAWhole() {
        redis.totals("version", "0", "gmv", "50");
        advance();

        assertEquals(0, snapshot(totals.get(1)).getLong("version"));
    }

    @Test
    void aReadingThatIsNotTrustedIsFollowedByAWholeBoard() {
        board.distrust();
        assertEquals(-1, board.version(), "it is read whatever its version");
        advance();

        assertInstanceOf(BoardNews.Latest.class, totals.get(1));
        assertEquals(1, board.version());
    }

    @Test
    void viewersAreKnownFromTheLastReading() {
        assertFalse(board.hasViewers());
        TestRedis.command("HSET", KEYS.presence(), "node-1", "1 9999999999999");
        redis.totals("version", "2");
        advance();
        assertTrue(board.hasViewers());
    }

    @Test
    void aBoardIsWatchedUntilItsLastSinkHasLeft() {
        List<BoardNews> other = new ArrayList<>();
        WatchedBoard alone = new WatchedBoard(ID, board.orders, 0);
        Consumer<BoardNews> sink = other::add;
        alone.add(TOTALS, Board.MAX_RATE, sink);
        assertTrue(alone.isWatched());
        alone.remove(AUDIENCE, Board.MAX_RATE, sink);
        assertTrue(alone.isWatched());
        alone.remove(TOTALS, Board.MAX_RATE, sink);
        assertFalse(alone.isWatched());
    }

    private void advance() {
        last = redis.read(last);
        board.advance(last, () -> {}, 0);
    }

    private static JsonObject snapshot(BoardNews news) {
        BoardNews.Latest latest = assertInstanceOf(BoardNews.Latest.class, news);
        JsonObject json = new JsonObject(Buffer.buffer(latest.json().get()));
        assertEquals(latest.version(), json.getLong("version"));
        return json;
    }

    private static JsonObject update(BoardNews news) {
        BoardNews.Update update = assertInstanceOf(BoardNews.Update.class, news);
        JsonObject json = new JsonObject(Buffer.buffer(update.json()));
        assertEquals(update.latest().version(), json.getLong("version"));
        return json;
    }
}
