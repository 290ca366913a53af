package org.livetally.ledger.replay;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.DealCancellation;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.read.DealEntry;
import org.livetally.wire.LedgerJson;

/**
 * The book of deals by the ledger, whose messages are added in their order. The amount of each agreement that stands is kept
 * in memory: deals are few.
 */
final class DealBookReplay {
    /** The kind of the entries of the book, by their seq. */
    static final String BOOK = "dealbook";
    /** The kind of the agreements that stand, by the id of the deal. */
    static final String AGREEMENTS = "agreements";

    private final TextCheck texts;
    private final Map<String, Long> agreements = new HashMap<>();
    /** How many of them have an amount. */
    private final TreeMap<Long, Integer> amounts = new TreeMap<>();

    DealBookReplay(TextCheck texts) {
        this.texts = texts;
    }

    void add(Seq seq, DealEvent event) {
        if (event instanceof Deal deal) {
            make(seq, deal);
        } else if (event instanceof DealCancellation) {
            cancel(seq, event.deal());
        }
    }

    private void make(Seq seq, Deal deal) {
        long amount = deal.terms().amount();
        boolean signed = deal.kind() == Kind.AGREEMENT;
        boolean highest = signed && (amounts.isEmpty() || amount > amounts.lastKey());
        String json = new String(LedgerJson.write(deal), StandardCharsets.UTF_8);
        texts.addSaid(BOOK + "/" + seq, seq, DealEntry.text(json, highest));
        if (signed && agreements.putIfAbsent(deal.id(), amount) == null) {
            amounts.merge(amount, 1, Integer::sum);
            texts.addSaid(AGREEMENTS + "/" + deal.id(), seq, Long.toString(amount));
        }
    }

    private void cancel(Seq seq, String deal) {
        Long amount = agreements.remove(deal);
        if (amount != null) {
            amounts.computeIfPresent(amount, (same, others) -> others > 1 ? others - 1 : null);
            texts.addSaid(AGREEMENTS + "/" + deal, seq, null);
        }
    }
}
