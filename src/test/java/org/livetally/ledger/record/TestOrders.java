package org.livetally.ledger.record;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Receipt;
import org.livetally.testing.ManualClock;

/** Valid orders of the one stream of the ledger tests. */
public final class TestOrders {
    public static final long MINUTE = ManualClock.START;

    private TestOrders() {}

    /** A paid order of one line, without a buyer. */
    public static Order paid(String id, long amount) {
        return order(id, true, null, null, Order.NO_TIME, new Line("tea", 1, amount));
    }

    public static Order order(
            String id, boolean paid, @Nullable String channel, @Nullable Buyer buyer, long at, Line... lines) {
        return new Order(id, TestLedger.STREAM, channel, buyer, List.of(lines), paid, at);
    }

    /** One batch that moves every tally. */
    public static Order[] mixed() {
        Buyer ann = new Buyer("u-ann", "仁爱社区", "杭州");
        Buyer bob = new Buyer("u-bob", null, "杭州");
        return new Order[] {
            order("o-1", true, "wsnb", ann, MINUTE + 1, new Line("tea", 2, 100), new Line("milk", 1, 30)),
            order("o-2", false, "wsnb", bob, MINUTE + 2, new Line("tea", 5, 250)),
            order("o-3", true, "tmall", ann, MINUTE + 59_999, new Line("tea", 1, 50), new Line("tea", 3, 7)),
            order("o-4", true, null, null, MINUTE + 60_000, new Line("gift", 1, 0)),
            order("o-5", true, null, bob, MINUTE - 1, new Line("milk", 1, 1_000)),
            order("o-6", true, "wsnb", new Buyer(null, "仁爱社区", null), Order.NO_TIME, new Line("honey", 4, 9)),
        };
    }

    public static String seq(Receipt receipt) {
        if (receipt instanceof Receipt.Recorded recorded) {
            return recorded.seq();
        }
        throw new AssertionError("not recorded: " + receipt);
    }
}
