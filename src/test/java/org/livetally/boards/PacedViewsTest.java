package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.board.BoardStream;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.testing.Rfc7396;
import org.livetally.testing.SampleLedger;

/** Screens of all rates come to the same board, and none is told more often than it asked for. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
final class PacedViewsTest {
    private static final BoardId ID = BoardId.ofStream("s");
    private static final int TICKS = 300;

    private final List<Shown> screens = new ArrayList<>();
    private WatchedBoard board;
    private long now = TimeUnit.HOURS.toNanos(1);

    /** What a screen shows, and when it was told. */
    private final class Shown {
        private final int rate;
        private final List<Long> times = new ArrayList<>();
        private Map<String, Object> sections = Map.of();
        private long version = -1;
        private String last = "";

        Shown(int rate) {
            this.rate = rate;
        }

        void on(BoardNews news) {
            last = news.getClass().getSimpleName();
            if (news instanceof BoardNews.Update update) {
                JsonObject json = new JsonObject(Buffer.buffer(update.json()));
                assertEquals(version, json.getLong("from"));
                sections = Rfc7396.apply(json.getJsonObject("patch").getMap(), sections);
                version = json.getLong("version");
                times.add(now);
            } else if (news instanceof BoardNews.Latest latest) {
                JsonObject json = new JsonObject(Buffer.buffer(latest.json().get()));
                sections = sections(json);
                version = latest.version();
            }
        }
    }

    @BeforeEach
    void watch(Vertx vertx) {
        OrderLedger none = new OrderLedger(
                id -> Future.succeededFuture(Seq.START), (id, from, to, min) -> Future.failedFuture("nobody asks"));
        board = new WatchedBoard(ID, new OrderFeed(vertx, ID, none), 0);
        for (int rate = 1; rate <= Board.MAX_RATE; rate++) {
            screens.add(new Shown(rate));
        }
        screens.forEach(screen -> board.add(BoardSections.EVERY, screen.rate, screen::on));
    }

    @Test
    void allComeToTheSameBoard() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SampleLedger ledger = SampleLedger.random(random, 5, 6);
        for (int i = 0; i < TICKS; i++) {
            ledger = ledger.and(SampleLedger.random(random, random.nextInt(3), 6));
            board.advance(ledger.board(stream(), null), () -> {}, now);
            tick(random.nextInt(4));
        }
        // A sample without an order has the version of the one before, and is not shown.
        ledger = ledger.and(SampleLedger.random(random, 1, 6));
        board.advance(ledger.board(stream(), null), () -> {}, now);
        tick(Board.MAX_RATE);

        Map<String, Object> newest = sections(
                new JsonObject(Buffer.buffer(BoardJson.snapshot(ledger.board(stream(), null), BoardSections.EVERY))));
        for (Shown screen : screens) {
            assertEquals(newest, screen.sections, "rate " + screen.rate + ", seed " + seed);
            assertTrue(screen.times.size() > TICKS / 60, () -> screen.rate + ": " + screen.times.size());
            for (int i = 1; i < screen.times.size() && screen.rate < Board.MAX_RATE; i++) {
                long apart = screen.times.get(i) - screen.times.get(i - 1);
                assertTrue(apart >= TimeUnit.SECONDS.toNanos(1) / screen.rate, "seed " + seed);
            }
        }
    }

    @Test
    void nothingFollowsTheWordThatTheBoardIsStale() {
        SampleLedger ledger = SampleLedger.random(new Random(1), 5, 6);
        board.advance(ledger.board(stream(), null), () -> {}, now);
        for (int i = 0; i < 2; i++) {
            ledger = ledger.and(SampleLedger.random(new Random(2), 2, 6));
            board.advance(ledger.board(stream(), null), () -> {}, now);
        }
        board.tell(new BoardNews.Stale(BoardJson.stale(1, Rule.REDIS_SILENT.reason())));
        tick(2 * Board.MAX_RATE);

        for (Shown screen : screens) {
            assertEquals("Stale", screen.last);
            assertEquals(screens.get(0).sections, screen.sections);
        }
    }

    @Test
    void aBoardThatWentBackIsShownToAllAtOnce() {
        SampleLedger ledger = SampleLedger.random(new Random(1), 5, 6);
        Board first = ledger.board(stream(), null);
        board.advance(first, () -> {}, now);
        board.advance(ledger.and(SampleLedger.random(new Random(2), 2, 6)).board(stream(), null), () -> {}, now);
        board.advance(ledger.and(SampleLedger.random(new Random(3), 2, 6)).board(stream(), null), () -> {}, now);
        board.advance(first, () -> {}, now);
        tick(2 * Board.MAX_RATE);

        screens.forEach(screen -> assertEquals(first.version(), screen.version));
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            now += TimeUnit.MILLISECONDS.toNanos(Board.TICK_MS);
            board.catchUp(now);
        }
    }

    private static BoardStream stream() {
        return new BoardStream(ID, "", "live", "CNY", "UTC", null, null, null, false);
    }

    private static Map<String, Object> sections(JsonObject snapshot) {
        JsonObject shown = snapshot.getJsonObject("board");
        shown.remove(BoardSections.RECENT);
        return shown.getMap();
    }
}
