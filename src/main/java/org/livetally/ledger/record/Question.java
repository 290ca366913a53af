package org.livetally.ledger.record;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.domain.tally.NumberNames;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.ScriptCall;

/**
 * What must be read of Redis to judge a batch.
 *
 * @param ids of messages, and of the orders and deals that they are about
 * @param orders that may be placed
 * @param stock skus whose stock is counted
 * @param numbered sku to the most numbers that the batch can give of it
 */
record Question(List<String> ids, List<String> orders, List<String> stock, Map<String, Integer> numbered) {

    /**
     * Whether a batch cannot be judged without reading Redis: it has a message about an earlier order, about a stock
     * or about a deal, one that names its currency, one whose id was sent in another form, one that may only be
     * known, or an order of something that has numbers. Other texts are no reason: an id that is known is found before anything is written.
     */
    static boolean isNeededFor(List<LedgerEntry> batch, Basis basis) {
        for (LedgerEntry entry : batch) { // no stream: every batch passes here
            if (entry.onlyKnown() || hasTwoIds(entry) || isNeededFor(entry.message(), basis)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasTwoIds(LedgerEntry entry) {
        LedgerEntry sent = entry.asSent();
        return sent != null && !sent.id().equals(entry.id());
    }

    private static boolean isNeededFor(Message message, Basis basis) {
        return message instanceof OrderEvent
                || message instanceof StockChange
                || message instanceof DealEvent
                || message.currency() != null
                || message instanceof Order order && !basis.isPlain() && hasNumbers(order, basis);
    }

    private static boolean hasNumbers(Order order, Basis basis) {
        return order.lines().stream()
                .anyMatch(line -> basis.facts(line.sku(), Seq.END).numbered() != null);
    }

    /**
     * Everything that a batch names. The goods of earlier orders are not known yet; what they give back needs no
     * reading, except numbers: {@link #freeing}.
     */
    static Question of(List<LedgerEntry> batch, Basis basis) {
        Set<String> ids = new LinkedHashSet<>();
        Set<String> orders = new LinkedHashSet<>();
        Set<String> stock = new LinkedHashSet<>();
        Map<String, Integer> numbered = new LinkedHashMap<>();
        for (LedgerEntry entry : batch) {
            for (LedgerEntry form = entry; form != null; form = form.asSent()) {
                Message message = form.message();
                ids.add(message.id());
                if (message instanceof OrderEvent event) {
                    ids.add(event.order());
                    orders.add(event.order());
                } else if (message instanceof DealEvent event) {
                    ids.add(event.deal());
                } else if (message instanceof StockChange change) {
                    stock.add(change.sku());
                } else if (message instanceof Order order && !basis.isPlain()) {
                    order.lines().forEach(line -> add(line, basis, stock, numbered));
                }
            }
        }
        return new Question(List.copyOf(ids), List.copyOf(orders), List.copyOf(stock), numbered);
    }

    private static void add(Line line, Basis basis, Set<String> stock, Map<String, Integer> numbered) {
        ProductFacts facts = basis.facts(line.sku(), Seq.END);
        if (facts.tracked()) {
            stock.add(line.sku());
        }
        if (facts.numbered() != null) {
            int most = GoodsPlan.ENOUGH_NUMBERS + GoodsPlan.MAX_NUMBERS;
            numbered.merge(line.sku(), (int) Math.min(line.qty(), most), (all, more) -> Math.min(all + more, most));
        }
    }

    /** The same, and the numbers of products that earlier orders may free. */
    Question freeing(Set<String> skus) {
        Map<String, Integer> all = new LinkedHashMap<>(numbered);
        skus.forEach(sku -> all.putIfAbsent(sku, 0));
        return new Question(ids, orders, stock, all);
    }

    /** Adds the script's arguments. */
    void addTo(ScriptCall call) {
        add(call, ids);
        add(call, orders);
        add(call, stock);
        call.arg(numbered.size());
        numbered.forEach((sku, most) ->
                call.arg(sku).arg(most).arg(NumberNames.changes(sku)).arg(NumberNames.fresh(sku)));
    }

    private static void add(ScriptCall call, List<String> names) {
        call.arg(names.size());
        names.forEach(call::arg);
    }
}
