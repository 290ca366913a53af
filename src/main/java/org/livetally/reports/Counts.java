package org.livetally.reports;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.LedgerSource;

/**
 * The figures that this node counted, and those that it is counting: at most one pass of a board at a time, and
 * {@link #MAX_RUNNING} of the node. Who asks waits a moment, and is then told how far it is. On one event loop.
 */
final class Counts {
    private static final int MAX_RUNNING = 2;
    private static final int MAX_KEPT = 16;
    /** Short enough that whoever waits sees it move, long enough that most reports come at once. */
    private static final long PATIENCE_MS = 800;
    /** The ledger before a place does not change, except if a buyer is erased; of a campaign, nobody asks for long. */
    private static final long KEPT_MS = 60_000;
    /** Who was told to ask again does so sooner, and gets what was counted, however far the ledger has come since. */
    private static final long AWAITED_MS = 10_000;

    private final Vertx vertx;
    private final Function<String, Future<LedgerSource>> ledgers;
    private final Function<String, Future<Seq>> erased;
    private final Map<BoardId, Running> running = new HashMap<>();
    private final Map<Key, Counted> kept = new LinkedHashMap<>();
    private final Map<BoardId, Counted> awaited = new HashMap<>();

    /**
     * @param ledgers where the ledger of a stream is read
     * @param erased where the last buyer was erased from it
     */
    Counts(Vertx vertx, Function<String, Future<LedgerSource>> ledgers, Function<String, Future<Seq>> erased) {
        this.vertx = vertx;
        this.ledgers = ledgers;
        this.erased = erased;
    }

    private record Key(BoardId board, SortedMap<String, Seq> places, String erased) {
        static Key of(ReportPlan plan) {
            return new Key(plan.board(), plan.places(), plan.erased());
        }
    }

    /** Figures, and what they were counted for. */
    record Counted(ReportPlan plan, Figures figures) {}

    /** A pass that runs. */
    private static final class Running {
        final Pass pass;
        final Promise<Counted> done = Promise.promise();
        /** Whether somebody was told to ask again. */
        boolean isAwaited;

        Running(Pass pass) {
            this.pass = pass;
        }
    }

    /** What came of a question: figures, or how far they are. */
    record Found(@Nullable Counted counted, long done, long of) {}

    /** The newest figures that are being counted, or that somebody waits for; null if there are none. */
    @Nullable
    Future<Found> newest(BoardId board) {
        Counted known = awaited.get(board);
        if (known != null) {
            return Future.succeededFuture(new Found(known, 0, 0));
        }
        Running now = running.get(board);
        return now == null || now.pass.plan().held() == null ? null : await(now);
    }

    /** The figures of this plan, of one that was counted a moment ago, or how far the pass that runs is. */
    Future<Found> of(ReportPlan plan) {
        Counted known = kept.get(Key.of(plan));
        if (known != null) {
            return Future.succeededFuture(new Found(new Counted(plan, known.figures), 0, 0));
        }
        Running now = running.get(plan.board());
        if (now != null) {
            return now.pass.plan().places().equals(plan.places())
                    ? await(now)
                    : Future.succeededFuture(new Found(null, 0, plan.messages())); // it is its turn next
        }
        if (running.size() >= MAX_RUNNING) {
            return Future.succeededFuture(new Found(null, 0, plan.messages()));
        }
        return await(begin(plan));
    }

    private Running begin(ReportPlan plan) {
        Running begun = new Running(new Pass(plan, ledgers, erased));
        running.put(plan.board(), begun);
        begun.pass
                .run()
                .map(figures -> new Counted(plan, figures))
                .onSuccess(counted -> keep(counted, begun.isAwaited))
                .onComplete(ended -> running.remove(plan.board()))
                .onComplete(begun.done);
        return begun;
    }

    private void keep(Counted counted, boolean isAwaited) {
        Key key = Key.of(counted.plan);
        kept.put(key, counted);
        if (kept.size() > MAX_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        vertx.setTimer(KEPT_MS, id -> kept.remove(key, counted));
        if (isAwaited && counted.plan.held() != null) {
            awaited.put(key.board, counted);
            vertx.setTimer(AWAITED_MS, id -> awaited.remove(key.board, counted));
        }
    }

    /** Waits for a moment. */
    private Future<Found> await(Running now) {
        Promise<Found> answer = Promise.promise();
        long timer = vertx.setTimer(PATIENCE_MS, id -> {
            now.isAwaited = true;
            answer.tryComplete(new Found(null, now.pass.done(), now.pass.plan().messages()));
        });
        now.done.future().onComplete(counted -> {
            vertx.cancelTimer(timer);
            if (counted.failed()) {
                answer.tryFail(counted.cause());
            } else {
                answer.tryComplete(new Found(counted.result(), 0, 0));
            }
        });
        return answer.future();
    }
}
