package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.testing.Await;

/** When the ticks of a board begin. */
final class BoardTickTest {
    private static final BoardId ID = BoardId.ofStream("naqu-4500m");
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(Board.TICK_MS);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void aTickThatBeginsLateIsShorterSoThatTenTakeASecond() {
        Vertx vertx = Vertx.vertx();
        try {
            WatchedBoard board = board(vertx);
            long start = System.nanoTime() + 10 * TICK;
            board.beginTick(start);
            assertEquals(0, board.msSinceReading(start));
            for (int tick = 1; tick <= 10; tick++) {
                long late = start + tick * TICK + tick % 5 * MS;
                assertEquals(Board.TICK_MS + tick % 5, board.msSinceReading(late));
                board.beginTick(late);
                assertEquals(tick % 5, board.msSinceReading(late));
            }
        } finally {
            Await.result(vertx.close());
        }
    }

    @Test
    void aTickThatNobodyWaitedForIsAWholeOne() {
        Vertx vertx = Vertx.vertx();
        try {
            WatchedBoard board = board(vertx);
            long start = System.nanoTime() + 10 * TICK;
            board.beginTick(start);
            long quiet = start + TICK + TICK / 2;
            board.beginTick(quiet);
            assertEquals(0, board.msSinceReading(quiet));
        } finally {
            Await.result(vertx.close());
        }
    }

    private static WatchedBoard board(Vertx vertx) {
        return new WatchedBoard(
                ID,
                new OrderFeed(
                        vertx,
                        ID,
                        new OrderLedger(
                                stream -> Future.failedFuture("not asked"),
                                (stream, from, upTo, min) -> Future.failedFuture("not asked"))),
                System.nanoTime());
    }
}
