package org.livetally.archive;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.DescribedBy;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.Checkpoint;
import org.livetally.ledger.count.LedgerSource;

/**
 * The ledger of a file as it is to be written anew: its entries as an {@link ArchiveRewrite.Edit} has them, and one more at the
 * end. To be read from its beginning to its end; it holds the fingerprints of one chunk.
 */
final class RewrittenLedger implements LedgerSource {
    private final ArchivedLedger before;
    private final ArchiveRewrite.Edit edit;
    private final Manifest manifest;
    private final Seq end;
    private Seq chunkEnd = Seq.START;
    private final Map<Seq, List<String>> fingerprints = new HashMap<>();
    /** Of the messages of the newest page, by their ids. */
    private final Map<String, String> ofPage = new HashMap<>();

    /** @param end the id of the entry at the end */
    RewrittenLedger(ArchivedLedger before, Manifest manifest, ArchiveRewrite.Edit edit, Seq end) {
        this.before = before;
        this.manifest = manifest;
        this.edit = edit;
        this.end = end;
    }

    /** The fingerprints of messages that were read, in their order. */
    Future<List<String>> fingerprints(List<String> ids) {
        return Future.succeededFuture(
                ids.stream().map(id -> ofPage.getOrDefault(id, "")).toList());
    }

    @Override
    public Future<Page> page(Seq after, Seq upTo, int bytes) {
        Seal seal = manifest.facts().seal();
        if (!seal.seq().isAfter(after)) {
            return Future.succeededFuture(new Page(List.of(noted(edit.ending().apply(seal, end))), false));
        }
        return before.page(after, upTo, bytes)
                .compose(page -> before.read(open -> {
                    List<Entry> entries = new ArrayList<>();
                    ofPage.clear();
                    for (Entry entry : page.entries()) {
                        entries.add(noted(edit.entry().apply(line(open, entry))));
                    }
                    return new Page(entries, true);
                }));
    }

    private LedgerLine line(StreamFile open, Entry entry) throws IOException {
        if (entry.id().isAfter(chunkEnd)) {
            fingerprints.clear();
            int chunk = 0;
            while (entry.id().isAfter(manifest.chunks().get(chunk).last())) {
                chunk++;
            }
            open.entries(chunk, line -> fingerprints.put(line.entry().id(), line.fingerprints()));
            chunkEnd = manifest.chunks().get(chunk).last();
        }
        return new LedgerLine(entry, Objects.requireNonNull(fingerprints.get(entry.id())));
    }

    /** Notes the fingerprints of an entry of the page. */
    private Entry noted(LedgerLine line) {
        List<Recorded> recorded = line.entry().recorded(stream());
        for (int i = 0; i < recorded.size(); i++) {
            ofPage.put(recorded.get(i).message().id(), line.fingerprints().get(i));
        }
        return line.entry();
    }

    @Override
    public String stream() {
        return before.stream();
    }

    @Override
    public Future<@Nullable Head> head() {
        return before.head();
    }

    @Override
    public Future<Long> messages() {
        return before.messages().map(messages -> messages + 1);
    }

    @Override
    public Future<List<Recorded>> about(Set<String> ids) {
        return before.about(ids).map(found -> found.stream().map(edit.earlier()).toList());
    }

    @Override
    public Future<Basis> basis(ZoneId zone, boolean all) {
        return before.basis(zone, all);
    }

    @Override
    public Future<List<Seq>> checkpoints() {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Checkpoint> checkpoint(Seq place) {
        return Future.failedFuture(new IllegalStateException("no checkpoint at " + place));
    }

    @Override
    public Future<Map<Long, Long>> likes() {
        return before.likes();
    }

    @Override
    public Future<Map<String, String>> labels(DescribedBy by, Collection<String> names) {
        return before.labels(by, names);
    }
}
