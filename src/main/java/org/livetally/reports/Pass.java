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
    private final Observed observed = new Observed();
    private final Sums sums;
    private @Nullable Cut cut;

    /** @param ledgers where the ledger of a stream is read */
    Pass(ReportPlan plan, Function<String, Future<LedgerSource>> ledgers) {
        this.plan = plan;
        this.ledgers = ledgers;
        this.sums = new Sums(plan.board().isCampaign(), observed);
    }

    ReportPlan plan() {
        return plan;
    }

    /** How many messages were counted so far. */
    long done() {
        return sums.messages() + (cut == null ? 0 : cut.messages());
    }

    /** Counts; to be called once. */
    Future<Figures> run() {
        Iterator<Map.Entry<String, Seq>> next = plan.places().entrySet().iterator();
        return Steps.whileTrue(() -> {
                    if (!next.hasNext()) {
                        return Future.succeededFuture(false);
                    }
                    Map.Entry<String, Seq> place = next.next();
                    return count(place.getKey(), place.getValue()).map(true);
                })
                .map(done -> sums.figures(plan.zone()));
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
