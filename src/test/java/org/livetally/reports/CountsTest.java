package org.livetally.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.reports.Counts.Found;
import org.livetally.reports.ReportPlan.Held;
import org.livetally.testing.Await;

/** Who waits for a count is told how far it is, and gets it in the end, however far the ledger has come since. */
final class CountsTest {
    private static final BoardId BOARD = BoardId.ofStream("naqu");

    private final Vertx vertx = Vertx.vertx();
    /** The ledgers that were asked for, in their order; a pass goes on once its ledger is there. */
    private final Deque<Promise<LedgerSource>> asked = new ArrayDeque<>();

    private final Counts counts = new Counts(
            vertx,
            stream -> {
                Promise<LedgerSource> ledger = Promise.promise();
                asked.add(ledger);
                return ledger.future();
            },
            stream -> Future.succeededFuture(Seq.START));
    private @Nullable Context loop;

    @BeforeEach
    void begin() {
        loop = vertx.getOrCreateContext();
    }

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    private static ReportPlan plan(BoardId board, long ms) {
        Map<String, Seq> places = new TreeMap<>(Map.of(board.stream(), new Seq(ms, 0)));
        return new ReportPlan(
                board, Map.of(), "live", new TreeMap<>(places), "", new Held(new EnumMap<>(Total.class), 0), 1_000);
    }

    private Found find(ReportPlan plan) {
        return on(() -> counts.of(plan));
    }

    private <T> T on(Supplier<Future<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Objects.requireNonNull(loop)
                .runOnContext(turn -> work.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        return Await.result(done);
    }

    /** A ledger of a stream that is gone. */
    private void goOn() {
        LedgerSource gone = (LedgerSource) Proxy.newProxyInstance(
                LedgerSource.class.getClassLoader(),
                new Class<?>[] {LedgerSource.class},
                (proxy, method, args) -> Future.succeededFuture());
        asked.remove().complete(gone);
    }

    @Test
    void whoeverWaitsGetsTheCountThatWasBegunForHim() {
        Found waiting = find(plan(BOARD, 1));
        assertNull(waiting.counted());
        assertEquals(1_000, waiting.of());

        assertNull(find(plan(BOARD, 2)).counted(), "one pass of a board at a time");
        assertEquals(1, asked.size());
        goOn();

        Await.until(
                "the count ends",
                () -> on(() -> {
                    Future<Found> newest = counts.newest(BOARD);
                    return newest == null
                            ? Future.succeededFuture(false)
                            : newest.map(found -> found.counted() != null);
                }));
        Found ready = on(() -> Objects.requireNonNull(counts.newest(BOARD)));
        assertEquals(
                new Seq(1, 0),
                Objects.requireNonNull(ready.counted()).plan().places().get("naqu"));
        assertNotNull(find(plan(BOARD, 1)).counted(), "kept");
    }

    @Test
    void aNodeCountsTwoBoardsAtATime() {
        for (String stream : new String[] {"a", "b", "c"}) {
            assertNull(find(plan(BoardId.ofStream(stream), 1)).counted());
        }
        assertEquals(2, asked.size());
    }
}
