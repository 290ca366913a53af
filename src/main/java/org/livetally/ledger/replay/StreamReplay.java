package org.livetally.ledger.replay;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.OnAir;
import org.livetally.domain.basis.OnAir.Explanation;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.CatalogueEntry;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.read.BasisEntry;
import org.livetally.wire.ExplanationJson;
import org.livetally.wire.GroupJson;

/**
 * Replays what the ledger says of the stream rather than of one order, in the order of the ledger: its catalogue, its
 * groups, its stocks, who and what is on air, its book of deals, and which numbers were given. So it must be complete before the first
 * order is replayed.
 */
final class StreamReplay {
    private final Basis basis;
    private final Moved moved;
    private final TextCheck texts;
    private final GivenNumbers numbers;
    private final BasisCheck stored;
    private final DealBookReplay deals;
    private final Differences differences;
    private String erased = "";

    /**
     * @param basis of the stream before its first message; it is filled
     * @param readAt the newest message that was recorded before anything else was read
     */
    StreamReplay(Basis basis, Seq readAt, Moved moved, Checks checks, Differences differences) {
        this.basis = basis;
        this.moved = moved;
        this.texts = checks.texts();
        this.numbers = new GivenNumbers(readAt, checks.names()::addMoved, differences);
        this.stored = new BasisCheck(basis, readAt, differences);
        this.deals = new DealBookReplay(texts);
        this.differences = differences;
    }

    /** Adds an entry of the basis that Redis holds; all of them before the first message, oldest first. */
    void addHeld(BasisEntry entry) {
        stored.addHeld(entry);
    }

    /** Adds a message of any type. */
    void add(Recorded recorded) {
        Seq seq = recorded.seq();
        switch (recorded.message().type()) {
            case ORDER -> numbers.add(new Sale((Order) recorded.message(), basis, seq, seq));
            case PAYMENT, CANCELLATION, REFUND -> {} // of one order: see Replay
            case STOCK -> addStock(seq, (StockChange) recorded.message());
            case SHOW -> addShow(seq, (Show) recorded.message());
            case DEAL, DELIVERY, DEAL_CANCELLATION -> deals.add(seq, (DealEvent) recorded.message());
            case CATALOGUE -> addProducts(seq, ((CatalogueChange) recorded.message()).products());
            case GROUPS -> addGroups(seq, (GroupsChange) recorded.message());
            case ERASURE -> erased = seq.toString(); // moves nothing
            case LOSS -> {} // neither does it
        }
    }

    private void addStock(Seq seq, StockChange change) {
        if (!basis.facts(change.sku(), seq).tracked()) {
            differences.add("ledger", "changes of stocks that are counted", change.id() + " for " + change.sku());
        }
        moved.add(seq, tallies -> tallies.stock(change.sku(), change.add()));
    }

    private void addShow(Seq seq, Show show) {
        Explanation before = basis.onAir(seq).explanation();
        basis.add(seq, show);
        stored.changed(seq, show);
        if (show.sku() == null) {
            return;
        }
        if (before != null) {
            explained(before, seq, show.at());
        }
        Explanation now = basis.onAir(seq).explanation();
        if (now != null) {
            explained(now, seq, null);
            if (basis.countsAll()) {
                moved.add(seq, tallies -> tallies.explain(now));
            }
        }
    }

    private void explained(Explanation explanation, Seq since, @Nullable Long to) {
        String json = new String(ExplanationJson.write(explanation, to), StandardCharsets.UTF_8);
        texts.addSaid("explained/" + explanation.seq(), since, json);
    }

    private void addProducts(Seq seq, Map<String, CatalogueEntry> products) {
        Map<String, ProductFacts> facts = new TreeMap<>();
        products.forEach((sku, entry) -> {
            texts.addSaid("catalogue/" + sku, seq, entry.json().isEmpty() ? null : entry.json());
            Long first = entry.stock();
            if (first != null && !basis.facts(sku, seq).tracked()) {
                moved.add(seq, tallies -> tallies.stock(sku, first));
            }
            if (!entry.facts().equals(basis.facts(sku, seq))) {
                facts.put(sku, entry.facts());
            }
        });
        basis.add(seq, facts);
        stored.changed(seq, facts.keySet());
    }

    private void addGroups(Seq seq, GroupsChange change) {
        change.groups().forEach((name, group) -> {
            String json = group == null ? null : GroupJson.text(group);
            texts.addSaid("groups-tree/" + name, seq, json);
        });
    }

    /** To be called after the last message. */
    void end() {
        numbers.drain();
        stored.end();
    }

    /**
     * Whether everything that Redis holds of a kind of texts follows from the ledger. A stream that an earlier version
     * began has products that no message tells of, and returns without items.
     */
    boolean isWhole(String kind) {
        return switch (kind) {
            case "catalogue", "items" -> basis.countsAll();
            default -> true;
        };
    }

    /** The seq of the message that says that a buyer was erased last; empty if none was. */
    String erased() {
        return erased;
    }

    /** Who and what is on air after the last message. */
    OnAir onAir() {
        return basis.onAir(Seq.END);
    }

    /** What orders are judged by. */
    Basis basis() {
        return basis;
    }
}
