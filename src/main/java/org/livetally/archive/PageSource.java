package org.livetally.archive;

import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.DescribedBy;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.Checkpoint;
import org.livetally.ledger.count.LedgerSource;

/**
 * A ledger of which the next page was read already: what is written is also counted, and read once. Notes what is asked
 * about earlier messages.
 */
final class PageSource implements LedgerSource {
    private final LedgerSource ledger;
    private final List<Recorded> asked = new ArrayList<>();
    private List<Entry> page = List.of();

    PageSource(LedgerSource ledger) {
        this.ledger = ledger;
    }

    /** Reads entries of the ledger itself. */
    Future<List<Entry>> readOn(Seq after, Seq upTo, int bytes) {
        return ledger.page(after, upTo, bytes).map(Page::entries);
    }

    /** Says what the next page is. */
    void hold(List<Entry> entries) {
        page = entries;
    }

    /** Returns what was asked about and is no later than a place, and forgets it. */
    List<Recorded> takeAsked(Seq upTo) {
        List<Recorded> earlier =
                asked.stream().filter(recorded -> !recorded.seq().isAfter(upTo)).toList();
        asked.clear();
        return earlier;
    }

    @Override
    public String stream() {
        return ledger.stream();
    }

    @Override
    public Future<@Nullable Head> head() {
        return ledger.head();
    }

    @Override
    public Future<Long> messages() {
        return ledger.messages();
    }

    @Override
    public Future<Page> page(Seq after, Seq upTo, int bytes) {
        return Future.succeededFuture(new Page(
                page.stream().filter(entry -> entry.id().isAfter(after)).toList(), false));
    }

    @Override
    public Future<List<Recorded>> about(Set<String> ids) {
        return ledger.about(ids).onSuccess(asked::addAll);
    }

    @Override
    public Future<Basis> basis(ZoneId zone, boolean all) {
        return ledger.basis(zone, all);
    }

    @Override
    public Future<List<Seq>> checkpoints() {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Checkpoint> checkpoint(Seq seq) {
        return ledger.checkpoint(seq);
    }

    @Override
    public Future<Map<Long, Long>> likes() {
        return ledger.likes();
    }

    @Override
    public Future<Map<String, String>> labels(DescribedBy by, Collection<String> names) {
        return ledger.labels(by, names);
    }
}
