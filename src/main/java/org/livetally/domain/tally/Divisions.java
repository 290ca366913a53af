package org.livetally.domain.tally;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.OnAir.Explanation;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.ProductFacts.Levy;
import org.livetally.domain.tally.Dimension.Division;
import org.livetally.domain.tally.Dimension.Shares;

/** The ways in which an order is divided among the names of a {@link Dimension}. */
final class Divisions {
    private Divisions() {}

    static Division byOrder(Function<Sale, @Nullable String> name) {
        return (sale, amount, units, shares) -> {
            String named = name.apply(sale);
            if (named != null) {
                shares.of(named).add(amount, units, 1);
            }
        };
    }

    static Division byBuyer(Function<Buyer, @Nullable String> name) {
        return byOrder(sale ->
                sale.order().buyer() == null ? null : name.apply(sale.order().buyer()));
    }

    static Division byLine(BiFunction<Sale, Line, @Nullable String> name) {
        return (sale, amount, units, shares) -> {
            List<Line> lines = sale.lines();
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                String named = name.apply(sale, line);
                if (named != null) {
                    shares.of(named).add(line.amount(), line.qty(), isFirst(sale, i, named, name) ? 1 : 0);
                }
            }
        };
    }

    /** By what the catalogue says of a line's product; most streams have nothing that it could say. */
    static Division byFacts(Function<ProductFacts, @Nullable String> name) {
        Division division = byLine((sale, line) -> name.apply(sale.facts(line.sku())));
        return (sale, amount, units, shares) -> {
            if (!sale.basis().isPlain()) {
                division.divide(sale, amount, units, shares);
            }
        };
    }

    /**
     * Whether this is the first line with its name. An order counts once per name, however many of its lines have that
     * name.
     */
    private static boolean isFirst(Sale sale, int index, String named, BiFunction<Sale, Line, @Nullable String> name) {
        for (int i = 0; i < index; i++) {
            if (named.equals(name.apply(sale, sale.lines().get(i)))) {
                return false;
            }
        }
        return true;
    }

    static void byLevy(Sale sale, long amount, long units, Shares shares) {
        if (!sale.basis().isPlain()) {
            sale.lines().forEach(line -> levy(sale, line.sku(), line.qty(), shares));
        }
    }

    /** Adds what units of a product give to its fund; negative units take it back. */
    static void levy(Sale sale, String sku, long units, Shares shares) {
        Levy levy = sale.facts(sku).levy();
        if (levy != null) {
            Sold fund = shares.of(levy.fund());
            fund.add(Measure.AMOUNT, levy.amount() * units);
            fund.add(Measure.UNITS, units);
        }
    }

    static void byExplanation(Sale sale, long amount, long units, Shares shares) {
        Explanation now = sale.explanation();
        if (now != null) {
            Sold explained = shares.of(now.seq().toString());
            explained.add(amount, units, 1);
            for (Line line : sale.lines()) {
                if (line.sku().equals(now.sku())) {
                    explained.add(Measure.SKU_GMV, line.amount());
                    explained.add(Measure.SKU_UNITS, line.qty());
                }
            }
        }
    }
}
