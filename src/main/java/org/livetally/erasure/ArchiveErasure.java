package org.livetally.erasure;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.livetally.archive.ArchiveRewrite;
import org.livetally.archive.ArchiveRewrite.Edit;
import org.livetally.archive.ArchiveRewrite.Plan;
import org.livetally.archive.LedgerLine;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Erasure;
import org.livetally.domain.stream.Ids;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Fingerprint;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.Seal;
import org.livetally.wire.LedgerJson;

/** Erases a buyer in an archived stream: its file is written anew under the pseudonym, and says so at its end. */
final class ArchiveErasure {
    private final String stream;
    private final Pseudonym pseudonym;
    private final long now;
    private long orders;

    private ArchiveErasure(String stream, Pseudonym pseudonym, long now) {
        this.stream = stream;
        this.pseudonym = pseudonym;
        this.now = now;
    }

    /**
     * Erases the buyer.
     *
     * @param now epoch ms
     * @param progress is told the progress often, as text for people
     */
    static Future<Void> run(Plan plan, Pseudonym pseudonym, long now, Consumer<String> progress) {
        String stream = plan.keys().stream();
        ArchiveErasure erasure = new ArchiveErasure(stream, pseudonym, now);
        Edit edit = new Edit(
                erasure::entry,
                erasure::earlier,
                kept -> ParkedErasure.without(kept, pseudonym.buyer()),
                erasure::ending);
        return ArchiveRewrite.run(
                        plan,
                        edit,
                        now,
                        messages -> progress.accept(String.format("%s: %,d messages written", stream, messages)))
                .mapEmpty();
    }

    private LedgerLine entry(LedgerLine line) {
        Copied copy = Copied.of(stream, line.entry(), pseudonym);
        orders += copy.orders().size();
        List<String> fingerprints = new ArrayList<>(line.fingerprints());
        for (Copied.Changed changed : copy.orders()) {
            int later = (int) (copy.entry().id().n() - changed.now().seq().n());
            int place = fingerprints.size() - 1 - later;
            fingerprints.set(place, changed.fingerprint(fingerprints.get(place)));
        }
        return new LedgerLine(copy.entry(), fingerprints);
    }

    private Recorded earlier(Recorded recorded) {
        return recorded.message() instanceof Order order && pseudonym.isOn(order)
                ? new Recorded(recorded.seq(), pseudonym.on(order))
                : recorded;
    }

    private LedgerLine ending(Seal before, Seq place) {
        String id = Ids.ERASURE_PREFIX + UUID.randomUUID();
        LedgerEntry entry = LedgerEntry.of(new Erasure(id, stream, pseudonym.text(), orders, before.text(), now), now);
        return new LedgerLine(
                Entry.of(place, LedgerJson.array(List.of(entry.json()))),
                List.of(Fingerprint.hex(entry.fingerprint())));
    }
}
