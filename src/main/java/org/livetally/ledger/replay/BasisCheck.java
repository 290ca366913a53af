package org.livetally.ledger.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.ledger.read.BasisEntry;
import org.livetally.wire.FactsJson;
import org.livetally.wire.LedgerJson;

/**
 * Compares the history by which Redis has orders judged with the one that follows from the ledger, change by change.
 * Entries tell only of products that change, so what counts is what is true of products after each of them.
 */
final class BasisCheck {
    private static final String NOTHING = "nothing";

    private final Basis ledger;
    private final Seq readAt;
    private final Differences differences;
    private final Basis redis;
    private final Deque<BasisEntry> entries = new ArrayDeque<>();

    /**
     * @param ledger the basis by the ledger, which its owner fills
     * @param readAt the newest message that was recorded before the entries were read
     */
    BasisCheck(Basis ledger, Seq readAt, Differences differences) {
        this.ledger = ledger;
        this.readAt = readAt;
        this.differences = differences;
        this.redis = new Basis(ledger.zone());
    }

    /** Adds an entry of Redis; all before the first change of the ledger, oldest first. */
    void addHeld(BasisEntry entry) {
        entries.add(entry);
    }

    /** Compares a change of the show. */
    void changed(Seq seq, Show show) {
        dropUntil(seq);
        BasisEntry entry = isNext(seq) ? entries.remove() : null;
        if (entry == null) {
            miss(seq, text(show));
            return;
        }
        if (!show.equals(entry.show())) {
            differences.add(name(seq), text(show), text(entry));
        }
    }

    /** Compares a change of products that the ledger's basis has now. */
    void changed(Seq seq, Set<String> skus) {
        dropUntil(seq);
        BasisEntry entry = isNext(seq) ? entries.remove() : null;
        Set<String> all = new TreeSet<>(skus);
        if (entry != null) {
            entry.addTo(redis);
            all.addAll(entry.facts().keySet());
        }
        Map<String, ProductFacts> wrong = new TreeMap<>();
        for (String sku : all) {
            ProductFacts facts = ledger.facts(sku, seq);
            if (!counted(facts).equals(counted(redis.facts(sku, seq)))) {
                wrong.put(sku, facts);
            }
        }
        if (entry == null && !wrong.isEmpty()) {
            miss(seq, text(wrong));
        } else if (entry != null && (!wrong.isEmpty() || entry.show() != null)) {
            differences.add(name(seq), text(wrong), text(entry));
        }
    }

    /**
     * What moves a tally of this stream. One that an earlier version began counts no series, categories or funds, and has
     * products whose category is older than the first message about them.
     */
    private ProductFacts counted(ProductFacts facts) {
        return ledger.countsAll() ? facts : new ProductFacts(null, null, null, facts.numbered(), facts.tracked());
    }

    /** What is left follows from no message. To be called after the last change of the ledger. */
    void end() {
        dropUntil(Seq.END);
    }

    private void miss(Seq seq, String expected) {
        if (!seq.isAfter(readAt)) {
            differences.add(name(seq), expected, NOTHING);
        }
    }

    private boolean isNext(Seq seq) {
        return !entries.isEmpty() && entries.peek().seq().equals(seq);
    }

    private void dropUntil(Seq seq) {
        while (!entries.isEmpty() && seq.isAfter(entries.peek().seq())) {
            BasisEntry strange = entries.remove();
            strange.addTo(redis);
            differences.add(name(strange.seq()), NOTHING, text(strange));
        }
    }

    private static String name(Seq seq) {
        return "basis/" + seq;
    }

    private static String text(BasisEntry entry) {
        return entry.show() == null ? text(entry.facts()) : text(entry.show());
    }

    private static String text(Map<String, ProductFacts> facts) {
        return new String(FactsJson.write(facts), StandardCharsets.UTF_8);
    }

    private static String text(Show show) {
        return new String(LedgerJson.write(show), StandardCharsets.UTF_8);
    }
}
