package org.livetally.ledger.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.ledger.Recorded;

/**
 * A row of the ledger as a table: one for each line of an order, and one for each other message. A refund that names
 * units has one more for each line: the amount is in the first row only, so a column of amounts adds up.
 *
 * @param sale an order with all that it counts for; null for another message
 * @param line one of an order or of a refund, whose lines have no amounts; null in a row without one
 * @param given the numbers of the line's units
 */
record LedgerRow(
        Recorded recorded, @Nullable Sale sale, @Nullable Line line, List<Long> given) {

    /**
     * The rows of a message.
     *
     * @param basis of the stream, up to the message at least
     */
    static void each(Recorded recorded, Basis basis, Consumer<LedgerRow> rows) {
        switch (recorded.message().type()) {
            case ORDER ->
                eachLine(recorded, new Sale((Order) recorded.message(), basis, recorded.seq(), recorded.seq()), rows);
            case REFUND -> {
                rows.accept(of(recorded));
                for (Returned back : ((Refund) recorded.message()).lines()) {
                    rows.accept(new LedgerRow(recorded, null, new Line(back.sku(), back.qty(), 0), List.of()));
                }
            }
            case PAYMENT,
                    CANCELLATION,
                    STOCK,
                    SHOW,
                    DEAL,
                    DELIVERY,
                    DEAL_CANCELLATION,
                    CATALOGUE,
                    GROUPS,
                    ERASURE,
                    LOSS -> rows.accept(of(recorded));
        }
    }

    private static LedgerRow of(Recorded recorded) {
        return new LedgerRow(recorded, null, null, List.of());
    }

    /** Of several lines of one product, each shows the numbers of its own units. */
    private static void eachLine(Recorded recorded, Sale sale, Consumer<LedgerRow> rows) {
        Map<String, Integer> shown = new HashMap<>();
        for (Line line : sale.lines()) {
            List<Long> all = sale.order().numbers().getOrDefault(line.sku(), List.of());
            int from = shown.getOrDefault(line.sku(), 0);
            int to = (int) Math.min(all.size(), from + line.qty());
            shown.put(line.sku(), to);
            rows.accept(new LedgerRow(recorded, sale, line, all.subList(from, to)));
        }
    }

    Message message() {
        return recorded.message();
    }

    @Nullable
    String sku() {
        if (line != null) {
            return line.sku();
        }
        return switch (message().type()) {
            case STOCK -> ((StockChange) message()).sku();
            case SHOW -> to(((Show) message()).sku());
            case ORDER,
                    PAYMENT,
                    CANCELLATION,
                    REFUND,
                    DEAL,
                    DELIVERY,
                    DEAL_CANCELLATION,
                    CATALOGUE,
                    GROUPS,
                    ERASURE,
                    LOSS -> null;
        };
    }

    /** Units of a line, or how much is agreed or delivered. */
    @Nullable
    Long qty() {
        if (line != null) {
            return line.qty();
        }
        return switch (message().type()) {
            case DEAL -> ((Deal) message()).terms().qty();
            case DELIVERY -> ((Delivery) message()).qty();
            case ORDER,
                    PAYMENT,
                    CANCELLATION,
                    REFUND,
                    STOCK,
                    SHOW,
                    DEAL_CANCELLATION,
                    CATALOGUE,
                    GROUPS,
                    ERASURE,
                    LOSS -> null;
        };
    }

    @Nullable
    Long amount() {
        return switch (message().type()) {
            case ORDER -> Objects.requireNonNull(line).amount();
            case REFUND -> line == null ? (Long) ((Refund) message()).amount() : null;
            case DEAL -> ((Deal) message()).terms().amount();
            case DELIVERY -> ((Delivery) message()).amount();
            case PAYMENT, CANCELLATION, STOCK, SHOW, DEAL_CANCELLATION, CATALOGUE, GROUPS, ERASURE, LOSS -> null;
        };
    }

    @Nullable
    String reason() {
        return switch (message().type()) {
            case PAYMENT, CANCELLATION, REFUND -> ((OrderEvent) message()).reason();
            case STOCK -> ((StockChange) message()).reason();
            case DEAL, DELIVERY, DEAL_CANCELLATION -> ((DealEvent) message()).reason();
            case ORDER, SHOW, CATALOGUE, GROUPS, ERASURE, LOSS -> null;
        };
    }

    /** Whom an order counts for, or who is on air from a message on. */
    @Nullable
    String host() {
        if (sale != null) {
            return sale.host();
        }
        return message() instanceof Show show ? to(show.host()) : null;
    }

    private static @Nullable String to(Show.@Nullable Change change) {
        return change == null ? null : change.to();
    }

    /** What the product was when the order was placed. */
    ProductFacts facts() {
        return sale == null || line == null ? ProductFacts.NONE : sale.facts(line.sku());
    }

    /** What the line gives to a fund, in minor units; null if nothing is levied. */
    @Nullable
    Long levy() {
        ProductFacts.Levy levy = facts().levy();
        return levy == null || line == null ? null : (Long) (levy.amount() * line.qty());
    }
}
