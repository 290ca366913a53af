package org.livetally.ledger.replay;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.NumberNames;
import org.livetally.domain.tally.Tallies;

/**
 * How many numbers of each product were ever given. Sales are added in the order of the ledger. It takes a bit for each
 * number that was given.
 */
final class GivenNumbers {
    private final Seq bulkUntil;
    private final Moved.Sink sink;
    private final Differences differences;
    private final Map<String, BitSet> given = new HashMap<>();
    /** Changes up to {@link #bulkUntil}. */
    private final Map<String, Long> bulk = new HashMap<>();

    /** @param bulkUntil the seq of the newest message that may be summed up with earlier ones */
    GivenNumbers(Seq bulkUntil, Moved.Sink sink, Differences differences) {
        this.bulkUntil = bulkUntil;
        this.sink = sink;
        this.differences = differences;
    }

    /** Adds a new order. */
    void add(Sale sale) {
        sale.order().numbers().forEach((sku, numbers) -> {
            Numbered numbered = sale.facts(sku).numbered();
            Set<Long> own = new HashSet<>(numbers);
            if (numbered == null || own.size() < numbers.size() || !areOf(numbered, numbers)) {
                differences.add(
                        "ledger",
                        "different numbers of numbered products",
                        sale.order().id() + " has " + sku + numbers);
            } else {
                give(sale.placedAt(), sku, numbered.first(), numbers);
            }
        });
    }

    private static boolean areOf(Numbered numbered, List<Long> numbers) {
        return numbers.stream().allMatch(number -> numbered.first() <= number && number <= numbered.last());
    }

    private void give(Seq seq, String sku, long first, List<Long> numbers) {
        BitSet before = given.computeIfAbsent(sku, any -> new BitSet());
        long fresh = 0;
        for (long number : numbers) {
            int bit = (int) (number - first);
            fresh += before.get(bit) ? 0 : 1;
            before.set(bit);
        }
        if (seq.isAfter(bulkUntil)) {
            sink.add(name(sku), seq, fresh);
        } else {
            bulk.merge(sku, fresh, Long::sum);
        }
    }

    private static String name(String sku) {
        return Tallies.NUMBERS + "/" + NumberNames.fresh(sku);
    }

    /** Passes everything to the sink. */
    void drain() {
        bulk.forEach((sku, fresh) -> sink.add(name(sku), bulkUntil, fresh));
        bulk.clear();
    }
}
