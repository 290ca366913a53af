package org.livetally.testing;

import java.time.ZoneId;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.Order;

/** Sales in a stream whose catalogue says nothing that moves tallies, and where nothing is on air. */
public final class PlainSales {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private PlainSales() {}

    public static Sale of(Order order) {
        return Sale.ofNew(order, basis());
    }

    public static Basis basis() {
        return new Basis(ZONE);
    }
}
