package org.livetally.ledger.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.PaidOrder;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;

/** The big orders of a ledger: all of them, between any two places, as paid. */
final class PaidOrdersTest {
    private static final int BATCH = 1_000;
    /** More of each kind than a page holds. */
    private static final int ORDERS = 6_000;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @Test
    void overManyPagesNoneIsMissedNorCountedTwice() {
        Seq placed = record(ORDERS, i -> order("o-" + i, false, i));
        assertTrue(ledger.bigOrders(Seq.START, placed, 0).isEmpty(), "nobody has paid yet");
        record(ORDERS, i -> new OrderEvent.Payment("p-" + i, TestLedger.STREAM, "o-" + i, 1_000_000_000_000L));
        Seq last = record(BATCH, i -> order("paid-" + i, true, ORDERS + i));

        BigOrders all = ledger.bigOrders(Seq.START, last, 0);
        int most = ORDERS + BATCH;
        assertEquals(most, all.shown().size() + all.moreCount());
        assertEquals(LongStream.range(0, most).sum(), sum(all));
        assertEquals(
                List.of(most - 1L, most - 2L, most - 3L, most - 4L, most - 5L),
                all.shown().stream().map(PaidOrder::amount).toList());
        assertEquals(last, all.to());

        BigOrders big = ledger.bigOrders(Seq.START, last, ORDERS - 2);
        assertEquals(BATCH + 2, big.shown().size() + big.moreCount());
    }

    @Test
    void aStretchBeginsBehindAPlaceWithinABatchAndEndsWithOne() {
        List<Receipt> receipts = ledger.record(order("a", true, 1), order("b", true, 2), order("c", true, 4));
        Seq first = Seq.parse(TestOrders.seq(receipts.get(0)));
        Seq second = Seq.parse(TestOrders.seq(receipts.get(1)));
        assertEquals(2, sum(ledger.bigOrders(first, second, 0)));
        assertEquals(6, sum(ledger.bigOrders(first, Seq.END, 0)));
    }

    @Test
    void aPaidOrderIsShownAsRecentShowsItAndTellsHowManyLinesItLeavesOut() {
        Line[] lines =
                IntStream.range(0, 12).mapToObj(i -> new Line("sku-" + i, 1, 1)).toArray(Line[]::new);
        ledger.record(TestOrders.order("placed", false, null, null, TestOrders.MINUTE, lines));
        ledger.record(new OrderEvent.Payment("p", TestLedger.STREAM, "placed", TestOrders.MINUTE + 7));
        PaidOrder order = ledger.bigOrders(Seq.START, Seq.END, 0).shown().get(0);
        String recent =
                TestLedger.list("LRANGE", TestLedger.KEYS.recent(), "0", "0").get(0);
        String json = Objects.requireNonNull(order.json());
        assertEquals(recent, order.seq() + " " + json.replace("\"seq\":\"" + order.seq() + "\",", ""));
        assertTrue(json.endsWith("],\"moreLines\":7}"), json);
    }

    /** A till is tried with a few big orders, which are paid back at once. */
    @Test
    void ordersThatArePaidBackTakeNoPlaceOfOthers() {
        ledger.record(order("a", true, 2), order("b", true, 3));
        ledger.record(IntStream.range(0, 5)
                .mapToObj(i -> order("try-" + i, true, 1_000))
                .toArray(Message[]::new));
        ledger.record(IntStream.range(0, 5)
                .mapToObj(i ->
                        new OrderEvent.Refund("r-" + i, TestLedger.STREAM, "try-" + i, 1_000, null, TestOrders.MINUTE))
                .toArray(Message[]::new));

        BigOrders orders = ledger.bigOrders(Seq.START, Seq.END, 0);
        assertEquals(
                List.of(3L, 2L), orders.shown().stream().map(PaidOrder::amount).toList());
        assertEquals(0, orders.moreCount());
    }

    private Seq record(int count, IntFunction<Message> message) {
        Seq last = Seq.START;
        for (int from = 0; from < count; from += BATCH) {
            Message[] batch =
                    IntStream.range(from, from + BATCH).mapToObj(message).toArray(Message[]::new);
            List<Receipt> receipts = ledger.record(batch);
            last = Seq.parse(TestOrders.seq(receipts.get(BATCH - 1)));
        }
        return last;
    }

    private static Order order(String id, boolean paid, long amount) {
        return TestOrders.order(id, paid, null, null, TestOrders.MINUTE, new Line("tea", 1, amount));
    }

    private static long sum(BigOrders orders) {
        return orders.moreAmount()
                + orders.shown().stream().mapToLong(PaidOrder::amount).sum();
    }
}
