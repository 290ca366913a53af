package org.livetally.domain.basis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.OnAir.Explanation;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Seq;

/**
 * An order with all that it counts for.
 *
 * @param placedAt its place in the ledger; {@link Seq#END} if it is the newest
 * @param paidAt the place of the message that pays it; {@link Seq#END} if that is the newest
 */
public record Sale(Order order, Basis basis, Seq placedAt, Seq paidAt) {

    /** An order that is about to be recorded. */
    public static Sale ofNew(Order order, Basis basis) {
        return new Sale(order, basis, Seq.END, Seq.END);
    }

    /** What the order's product moves. */
    public ProductFacts facts(String sku) {
        return basis.facts(sku, placedAt);
    }

    /** Who presented the goods; null if nobody was named. */
    public @Nullable String host() {
        return order.host() == null ? basis.onAir(placedAt).host() : order.host();
    }

    /** What was explained when it was paid; null if nothing was. */
    public @Nullable Explanation explanation() {
        return basis.onAir(paidAt).explanation();
    }

    /** The local date on which it was paid. */
    public String day() {
        return basis.day(order.at());
    }

    /** The lines of the order. */
    public List<Line> lines() {
        return order.lines();
    }
}
