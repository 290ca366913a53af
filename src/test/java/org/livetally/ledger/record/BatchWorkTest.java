package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestOrders.MINUTE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.tally.Dimension;
import org.livetally.testing.RedisWork;
import org.livetally.testing.TestRedis;

/**
 * One run of the record script is limited by the work that it causes in Redis, which all streams wait for, not only by
 * messages.
 */
final class BatchWorkTest {
    private static final int LINES = 100;
    /** What one order may move: its lines, and a channel, a group, a city, a province and a minute. */
    private static final int OF_ONE_ORDER = LINES + 5;
    /** Maximum of commands for a name or a minute. */
    private static final int COMMANDS_A_NAME = 6;

    private static final int COMMANDS_A_BATCH = 80;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @AfterEach
    void audit() {
        assertEquals(List.of(), ledger.audit().differences());
    }

    @Test
    void ordersOfTheSameNamesAreOneBatch() {
        ledger.record(IntStream.range(0, 1_000)
                .mapToObj(i -> TestOrders.order(
                        "o-" + i,
                        true,
                        "live",
                        new Buyer("u-" + i, "group-" + i % 50, "city-" + i % 300, "province-" + i % 30),
                        MINUTE,
                        new Line("sku-" + i % 100, 1, 5)))
                .toArray(Order[]::new));

        assertEquals(1, batches());
    }

    @Test
    void ordersThatNameSomethingNewInEachLineAreManyBatches() {
        Message[] orders =
                IntStream.range(0, 60).mapToObj(i -> distinct(i, true)).toArray(Message[]::new);

        assertBounded(orders, 60 * OF_ONE_ORDER);
        assertEquals(Integer.toString(60 * LINES), TestRedis.text("ZCARD", KEYS.ranking(Dimension.PRODUCTS)));
        assertEquals("60", hash(KEYS.totals()).get("orders"));
    }

    @Test
    void paymentsAreBoundedByWhatTheirOrdersMove() {
        ledger.record(IntStream.range(0, 60).mapToObj(i -> distinct(i, false)).toArray(Message[]::new));
        Message[] payments = IntStream.range(0, 60)
                .mapToObj(i -> new Payment("p-" + i, STREAM, "o-" + i, MINUTE + i * 60_000L))
                .toArray(Message[]::new);

        assertBounded(payments, 60 * OF_ONE_ORDER);
        assertEquals("60", hash(KEYS.totals()).get("orders"));
        assertEquals("0", TestRedis.text("HLEN", KEYS.placed()));
    }

    @Test
    void ordersInAsManyMinutesAreManyBatches() {
        Message[] orders = IntStream.range(0, 2_000)
                .mapToObj(
                        i -> TestOrders.order("o-" + i, true, null, null, MINUTE - i * 60_000L, new Line("tea", 1, 5)))
                .toArray(Message[]::new);

        assertBounded(orders, 2_000);
    }

    @Test
    void ordersThatArePaidAreReadInBoundedSteps() {
        String padding = "x".repeat(60);
        List<Message> orders = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String order = "o-" + i;
            Line[] lines = IntStream.range(0, LINES)
                    .mapToObj(line -> new Line(padding + line, 1, 5))
                    .toArray(Line[]::new);
            orders.add(TestOrders.order(order, false, null, null, MINUTE, lines));
        }
        ledger.record(orders.toArray(Message[]::new));
        List<String> ids = orders.stream().map(Message::id).toList();

        KnownIds known = ledger.known(ids);
        long bytes = ids.stream()
                .filter(known::hasRead)
                .mapToLong(id -> known.placed(STREAM, id).lines().size() * 90L)
                .sum();
        assertTrue(known.hasRead("o-0") && !known.hasRead("o-199"), "all were read, or none");
        assertTrue(bytes < 2 * PendingQueue.MAX_BATCH_BYTES, bytes + " bytes");

        ledger.record(ids.stream()
                        .map(id -> new Payment("p" + id, STREAM, id, MINUTE))
                        .toArray(Message[]::new))
                .forEach(receipt -> assertInstanceOf(Receipt.Recorded.class, receipt));
        assertEquals("200", hash(KEYS.totals()).get("orders"));
    }

    /** Records them in one turn, and checks that no run of the script moved more names than allowed. */
    private void assertBounded(Message[] messages, int names) {
        long before = batches();
        List<List<Receipt>> receipts = new ArrayList<>();
        Map<String, Long> work = RedisWork.of(() -> receipts.add(ledger.record(messages)));
        receipts.get(0).forEach(receipt -> assertInstanceOf(Receipt.Recorded.class, receipt));

        long batches = batches() - before;
        int most = BatchPlan.MAX_NAMES + OF_ONE_ORDER;
        assertTrue(batches >= names / most, batches + " batches for " + names + " names");
        long commands = work.values().stream().mapToLong(Long::longValue).sum();
        assertTrue(commands <= (long) names * COMMANDS_A_NAME + batches * COMMANDS_A_BATCH, work::toString);
    }

    private static long batches() {
        return Long.parseLong(TestRedis.text("XLEN", KEYS.ledger()));
    }

    private static Order distinct(int i, boolean paid) {
        Line[] lines = IntStream.range(0, LINES)
                .mapToObj(line -> new Line("sku-" + i + "-" + line, 1, 5))
                .toArray(Line[]::new);
        Buyer buyer = new Buyer("u-" + i, "group-" + i, "city-" + i, "province-" + i);
        return TestOrders.order("o-" + i, paid, "channel-" + i, buyer, MINUTE + i * 60_000L, lines);
    }
}
