package org.livetally.ledger.count;

import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;

/**
 * Reads what a ledger comes to at any of its places: from the checkpoint before it, and then page by page. One request
 * at a time, since the link is shared with orders.
 */
public final class CutReader {
    /** Some thousand messages, a few milliseconds. */
    private static final int PAGE_BYTES = 256 << 10;

    private final LedgerSource ledger;
    private final Visitor visitor;

    private CutReader(LedgerSource ledger, Visitor visitor) {
        this.ledger = ledger;
        this.visitor = visitor;
    }

    public static CutReader of(LedgerSource ledger) {
        return of(ledger, (messages, known) -> {});
    }

    /** @param visitor is shown what is counted, page by page */
    public static CutReader of(LedgerSource ledger, Visitor visitor) {
        return new CutReader(ledger, visitor);
    }

    /** Looks at messages that were counted. */
    @FunctionalInterface
    public interface Visitor {
        /** @param known the orders and deals that they are about, those among them as well if one of them is about another */
        void counted(List<Recorded> messages, Subjects known);
    }

    /**
     * The cut that holds every entry up to a place; null if there is no such stream.
     *
     * @param upTo the id of an entry, or any place between two
     */
    public Future<@Nullable Cut> at(Seq upTo) {
        return checkpointed(upTo).compose(cut -> cut == null ? Future.succeededFuture() : on(cut, upTo));
    }

    /** The same, without the help of checkpoints. */
    public Future<@Nullable Cut> counted(Seq upTo) {
        return beginning().compose(cut -> cut == null ? Future.succeededFuture() : on(cut, upTo));
    }

    /** Before the first entry; null if there is no such stream. */
    public Future<@Nullable Cut> beginning() {
        return ledger.head()
                .compose(head -> head == null ? Future.succeededFuture() : beginning(head.zone(), head.countsAll()));
    }

    /**
     * Before the first entry of a stream that exists.
     *
     * @param zone in which days are counted
     * @param all whether everything is counted, see {@link LedgerSource.Head#countsAll}
     */
    public Future<Cut> beginning(ZoneId zone, boolean all) {
        return ledger.basis(zone, all).map(basis -> new Cut(ledger.stream(), basis));
    }

    /** The cut of the newest checkpoint up to a place; null if there is no such stream. */
    public Future<@Nullable Cut> checkpointed(Seq upTo) {
        return beginning()
                .compose(cut -> cut == null
                        ? Future.succeededFuture()
                        : ledger.checkpoints().compose(places -> {
                            List<Seq> before = places.stream()
                                    .filter(place -> !place.isAfter(upTo))
                                    .toList();
                            return before.isEmpty() ? Future.succeededFuture(cut) : load(cut, before);
                        }));
    }

    private Future<Cut> load(Cut cut, List<Seq> places) {
        Iterator<Seq> next = places.iterator();
        return Steps.whileTrue(() -> ledger.checkpoint(next.next()).map(checkpoint -> {
                    cut.addNew(checkpoint);
                    if (!next.hasNext()) {
                        cut.goTo(checkpoint);
                    }
                    return next.hasNext();
                }))
                .map(cut);
    }

    /** Goes on up to a place. */
    public Future<Cut> on(Cut cut, Seq upTo) {
        return Steps.whileTrue(() -> step(cut, upTo)).map(cut);
    }

    /** Goes on by one page at most; whether there may be more up to that place. */
    public Future<Boolean> step(Cut cut, Seq upTo) {
        if (!upTo.isAfter(cut.seq())) {
            return Future.succeededFuture(false);
        }
        return ledger.page(cut.seq(), upTo, PAGE_BYTES).compose(page -> {
            List<Recorded> messages = cut.messages(page.entries());
            return SubjectReader.read(ledger, cut.orders(), messages).map(known -> {
                cut.add(page.entries(), messages, known);
                visitor.counted(messages, known);
                return page.more();
            });
        });
    }
}
