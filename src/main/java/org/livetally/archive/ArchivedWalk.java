package org.livetally.archive;

import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.Steps;
import org.livetally.ledger.read.LedgerWalk;

/** Shows the messages of an archived stream's ledger. */
final class ArchivedWalk implements LedgerWalk {
    private static final int PAGE_BYTES = 256 << 10;

    private final ArchivedLedger ledger;

    ArchivedWalk(ArchivedLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Future<Void> on(Seq from, Predicate<Recorded> visit) {
        Seq[] next = {from};
        return Steps.whileTrue(() -> ledger.page(next[0], Seq.END, PAGE_BYTES).map(page -> {
            boolean wanted =
                    show(page.entries(), false, recorded -> recorded.seq().isAfter(from), visit);
            if (!page.entries().isEmpty()) {
                next[0] = page.entries().get(page.entries().size() - 1).id();
            }
            return wanted && page.more();
        }));
    }

    @Override
    public Future<Void> back(Seq from, Predicate<Recorded> visit) {
        return ledger.holder(from).compose(holder -> {
            Seq[] last = {holder};
            return Steps.whileTrue(() -> ledger.back(last[0], PAGE_BYTES).map(entries -> {
                boolean wanted = show(entries, true, recorded -> from.isAfter(recorded.seq()), visit);
                if (entries.isEmpty()) {
                    return false;
                }
                last[0] = entries.get(entries.size() - 1).id().minus(1);
                return wanted;
            }));
        });
    }

    private boolean show(
            List<Entry> entries, boolean newestFirst, Predicate<Recorded> isAsked, Predicate<Recorded> visit) {
        for (Entry entry : entries) {
            List<Recorded> messages = entry.recorded(ledger.stream());
            if (newestFirst) {
                Collections.reverse(messages);
            }
            for (Recorded recorded : messages) {
                if (isAsked.test(recorded) && !visit.test(recorded)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public Future<Basis> basis() {
        return ledger.head().map(Objects::requireNonNull).compose(head -> ledger.basis(head.zone(), head.countsAll()));
    }
}
