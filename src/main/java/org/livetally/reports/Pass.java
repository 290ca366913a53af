package org.livetally.reports;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.LedgerSource.Head;
import org.livetally.ledger.count.Steps;

/**
 * Counts the ledgers of a board for a report, one after another and page by page, from their beginnings. So it trusts no
 * checkpoint, and nothing else waits for longer than a page.
 */
final class Pass {
    private final ReportPlan plan;
    private final Function<String, Future<LedgerSource>> ledgers;
    private final Function<String, Future<Seq>> erased;
    private Observed observed;
    private Sums sums;
    private @Nullable Cut cut;

    /**
     * @param ledgers where the ledger of a stream is read
     * @param erased where the last buyer was erased from it
     */
    Pass(ReportPlan plan, Function<String, Future<LedgerSource>> ledgers, Function<String, Future<Seq>> erased) {
        this.plan = plan;
        this.ledgers = ledgers;
        this.erased = erased;
        this.observed = new Observed();
        this.sums = new Sums(plan.board().isCampaign(), observed);
    }

    /** Of a ledger some was read as it was before a buyer was erased, and some as it is. */
    private static final class ErasedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1;

        ErasedMeanwhile(String stream) {
            super("a buyer was erased from " + stream + " while it was counted", null, false, false);
        }
    }

    ReportPlan plan() {
        return plan;
    }

    /** How many messages were counted so far. */
    long done() {
        return sums.messages() + (cut == null ? 0 : cut.messages());
    }

    /** Counts; to be called once. Begins anew if a buyer was erased meanwhile. */
    Future<Figures> run() {
        return countAll().recover(error -> {
            if (!(error instanceof ErasedMeanwhile)) {
                return Future.failedFuture(error);
            }
            cut = null;
            observed = new Observed();
            sums = new Sums(plan.board().isCampaign(), observed);
            return run();
        });
    }

    private Future<Figures> countAll() {
        Iterator<Map.Entry<String, Seq>> next = plan.places().entrySet().iterator();
        return Steps.whileTrue(() -> {
                    if (!next.hasNext()) {
                        return Future.succeededFuture(false);
                    }
                    Map.Entry<String, Seq> place = next.next();
                    return countWhole(place.getKey(), place.getValue()).map(true);
                })
                .map(done -> sums.figures(plan.zone()));
    }

    private Future<Void> countWhole(String stream, Seq upTo) {
        return erased.apply(stream)
                .compose(before -> count(stream, upTo)
                        .compose(counted -> erased.apply(stream))
                        .compose(after -> after.equals(before)
                                ? Future.succeededFuture()
                                : Future.failedFuture(new ErasedMeanwhile(stream))));
    }

    private Future<Void> count(String stream, Seq upTo) {
        return ledgers.apply(stream)
                .compose(source ->
                        source.head().compose(head -> head == null ? gone(stream) : count(source, head, upTo)));
    }

    private Future<Void> gone(String stream) {
        sums.addGone(stream);
        return Future.succeededFuture();
    }

    private Future<Void> count(LedgerSource source, Head head, Seq upTo) {
        String ended = head.settings().get("endedAt");
        observed.begin(ended == null ? Long.MAX_VALUE : Long.parseLong(ended));
        CutReader reader = CutReader.of(source, observed::look);
        return reader.beginning(Objects.requireNonNullElse(plan.sharedZone(), head.zone()), head.countsAll())
                .compose(begun -> {
                    cut = begun;
                    return reader.on(begun, upTo);
                })
                .map(counted -> {
                    cut = null;
                    sums.add(source.stream(), counted);
                    return null;
                });
    }
}
