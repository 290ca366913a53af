package org.livetally.domain.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.livetally.domain.board.PaidPage.Refunded;
import org.livetally.domain.order.Seq;

/** The biggest orders of a stretch are shown, and the others are counted and summed. */
final class BigOrdersTest {
    @Test
    void ordersBelowTheThresholdAreNeitherShownNorCounted() {
        BigOrders big = BigOrders.of(Seq.START, page(99, 100, 101), 100);

        assertEquals(List.of(101L, 100L), amounts(big));
        assertEquals(0, big.moreCount());
        assertEquals(0, big.moreAmount());
        assertEquals(seq(3), big.to());
    }

    @Test
    void theBiggestAreShownNewestFirstAndTheOthersAreSummed() {
        BigOrders big = BigOrders.of(Seq.START, page(10, 70, 20, 60, 50, 40, 30), 0);

        assertEquals(List.of(30L, 40L, 50L, 60L, 70L), amounts(big));
        assertEquals(2, big.moreCount());
        assertEquals(30, big.moreAmount());
    }

    @Test
    void ofEqualOrdersTheNewerAreShown() {
        BigOrders big = BigOrders.of(Seq.START, page(7, 7, 7, 7, 7, 7, 7), 0);

        assertEquals(
                List.of(seq(7), seq(6), seq(5), seq(4), seq(3)),
                big.shown().stream().map(PaidOrder::seq).toList());
        assertEquals(14, big.moreAmount());
    }

    @Test
    void anOrderThatWasNotReadIsOnlyCounted() {
        PaidOrder unread = new PaidOrder(seq(1), 900, null);
        BigOrders big = BigOrders.of(Seq.START, new PaidPage(seq(2), false, List.of(unread, order(2, 5))), 0);

        assertEquals(List.of(5L), amounts(big));
        assertEquals(1, big.moreCount());
        assertEquals(900, big.moreAmount());
    }

    @Test
    void aStretchWithoutSuchOrdersIsEmpty() {
        assertTrue(BigOrders.none(seq(3)).isEmpty());
        assertTrue(BigOrders.of(Seq.START, page(99), 100).isEmpty());
        assertFalse(BigOrders.of(Seq.START, page(100), 100).isEmpty());
    }

    @Test
    void stretchesJoinIntoOneWhoseSumIsExact() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            long[] amounts = random.longs(random.nextInt(30), 0, 8).toArray();
            List<PaidOrder> orders = new ArrayList<>();
            BigOrders joined = BigOrders.none(Seq.START);
            for (int i = 0; i < amounts.length; i++) {
                orders.add(order(i + 1, amounts[i]));
                PaidPage page = new PaidPage(seq(i + 1), true, List.of(orders.get(i)));
                joined = joined.plus(BigOrders.of(joined.to(), page, 0));
            }

            long shown = amounts(joined).stream().mapToLong(Long::longValue).sum();
            assertEquals(LongStream.of(amounts).sum(), shown + joined.moreAmount());
            assertEquals(amounts.length, joined.shown().size() + joined.moreCount());
            assertTrue(joined.shown().size() <= BigOrders.MAX_SHOWN);
            assertEquals(Seq.START, joined.from());
            if (amounts.length > 0) {
                PaidPage whole = new PaidPage(seq(amounts.length), true, orders);
                assertEquals(BigOrders.of(Seq.START, whole, 0), joined);
            }
        }
    }

    @Test
    void anOrderThatIsRefundedInTheStretchIsNoNewsAndALaterRefundIsTold() {
        List<PaidOrder> orders = List.of(order(1, 100), new PaidOrder(seq(3), 200, "{}", seq(2)), order(4, 300));
        PaidPage page = new PaidPage(seq(6), false, orders, List.of(refunded(2, 200), refunded(9, 99)));
        BigOrders big = BigOrders.of(Seq.START, page, 100);

        assertEquals(List.of(300L, 100L), amounts(big));
        assertEquals(0, big.moreCount());
        assertEquals(List.of(seq(2)), big.refunded(), "small orders were not told of");

        BigOrders later = BigOrders.of(seq(6), new PaidPage(seq(7), false, List.of(), List.of(refunded(4, 300))), 100);
        assertFalse(later.isEmpty());
        assertEquals(List.of(100L), amounts(big.plus(later)));
        assertEquals(List.of(seq(2), seq(4)), big.plus(later).refunded());
        assertEquals(seq(7), big.plus(later).to());
    }

    @Test
    void ofManyRefundsTheNewestAreTold() {
        BigOrders all = BigOrders.none(Seq.START);
        for (int i = 1; i <= 250; i++) {
            PaidPage page = new PaidPage(seq(i), true, List.of(), List.of(refunded(i, 1)));
            all = all.plus(BigOrders.of(all.to(), page, 0));
        }
        assertEquals(100, all.refunded().size());
        assertEquals(seq(250), all.refunded().get(99));
    }

    private static Refunded refunded(int placed, long amount) {
        return new Refunded(seq(placed), amount);
    }

    private static PaidPage page(long... amounts) {
        List<PaidOrder> orders = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            orders.add(order(i + 1, amounts[i]));
        }
        return new PaidPage(seq(amounts.length), false, orders);
    }

    private static PaidOrder order(int place, long amount) {
        return new PaidOrder(seq(place), amount, "{}");
    }

    private static Seq seq(int place) {
        return new Seq(place, 0);
    }

    private static List<Long> amounts(BigOrders big) {
        return big.shown().stream().map(PaidOrder::amount).toList();
    }
}
