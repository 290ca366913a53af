package org.livetally.ledger.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import java.lang.management.ManagementFactory;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.record.TestOrders;

/** Names are found in both forms that a ledger may have, at no cost for those that are not asked for. */
final class LedgerFilterTest {
    private static final Basis PLAIN = new Basis(ZoneOffset.UTC);
    private static final Recorded ORDER = order("杭州", "u-1");

    @Test
    void namesAreFoundAsTheyAreAskedAndInTheirNormalForm() {
        LedgerFilter city = filter("city", "Zu\u0308rich ");
        LedgerFilter buyer = filter("buyer", "Zoe\u0308 ");
        for (String name : List.of("Zu\u0308rich ", "Zürich")) {
            assertTrue(city.admits(order(name, "u-1"), PLAIN), name);
        }
        for (String id : List.of("Zoe\u0308 ", "Zoë")) {
            assertTrue(buyer.admits(order("杭州", id), PLAIN), id);
        }
        assertEquals(0, admitted(city, 1) + admitted(buyer, 1));
    }

    /** A ledger has millions of rows, and a stranger may ask for a name of marks. */
    @Test
    void formsAreMadeOnceForAllRows() {
        LedgerFilter filter = filter("city", "e\u0301\u0323".repeat(300));
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        admitted(filter, 1_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertEquals(0, admitted(filter, 10_000));
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(used < 10_000 * 500L, used + " bytes for 10,000 rows");
    }

    private static int admitted(LedgerFilter filter, int rows) {
        int admitted = 0;
        for (int i = 0; i < rows; i++) {
            admitted += filter.admits(ORDER, PLAIN) ? 1 : 0;
        }
        return admitted;
    }

    private static LedgerFilter filter(String field, String name) {
        return LedgerQuery.of(MultiMap.caseInsensitiveMultiMap().add(field, name))
                .filter();
    }

    private static Recorded order(String city, String buyer) {
        return new Recorded(
                Seq.START,
                TestOrders.order(
                        "o-1", true, null, new Buyer(buyer, null, city), TestOrders.MINUTE, new Line("tea", 1, 1)));
    }
}
