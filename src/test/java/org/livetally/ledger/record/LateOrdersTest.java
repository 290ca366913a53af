package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.scores;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.domain.rule.Rule;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** After its end a stream takes orders of the time in which it was live, until its books are closed. */
final class LateOrdersTest {
    private static final long STARTED = ManualClock.START - 3_600_000;
    private static final long ENDED = ManualClock.START;

    private static final Rejection NOT_OF_ITS_TIME =
            new Rejection(Code.STREAM_ENDED, "stream", Rule.ENDED_AT.reason(STARTED, ENDED));
    private static final Rejection CLOSED = new Rejection(Code.STREAM_ENDED, "stream", Rule.CLOSED.reason());

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void end() {
        ledger.record(order("early", false, STARTED), order("unpaid", false, STARTED));
        status("ended");
    }

    private static void status(String status) {
        TestRedis.command(
                "HSET",
                KEYS.settings(),
                "status",
                status,
                "startedAt",
                Long.toString(STARTED),
                "endedAt",
                Long.toString(ENDED));
    }

    private static Order order(String id, boolean paid, long at) {
        return new Order(id, STREAM, null, null, List.of(new Line("tea", 1, 100)), paid, at);
    }

    private static Order honey(String id, long units, long at) {
        return new Order(id, STREAM, null, null, List.of(new Line("honey", units, 100)), true, at);
    }

    private Receipt receipt(Message message) {
        return ledger.record(message).get(0);
    }

    @Test
    void ordersOfItsTimeAreTakenFromTheStartToTheEnd() {
        assertInstanceOf(Receipt.Recorded.class, receipt(order("first", true, STARTED)));
        assertInstanceOf(Receipt.Recorded.class, receipt(order("last", true, ENDED)));

        assertEquals(NOT_OF_ITS_TIME, receipt(order("before", true, STARTED - 1)));
        assertEquals(NOT_OF_ITS_TIME, receipt(order("after", true, ENDED + 1)));
        assertEquals("200", hash(KEYS.totals()).get("gmv"));
        long minute = STARTED - Math.floorMod(STARTED, 60_000L);
        assertEquals("1", hash(KEYS.trend()).get(minute + ":orders"), "it counts when it was placed");
        assertEquals(List.of(), ledger.audit().differences());
    }

    @Test
    void aTimeOfReceiptIsNoTimeOfItsOwn() {
        ledger.clock.advance(-60_000); // this node's clock is behind that of the one that ended the stream
        assertEquals(NOT_OF_ITS_TIME, receipt(order("o", true, Order.NO_TIME)));
        assertEquals(
                new Rejection(Code.STREAM_ENDED, "stream", Rule.ENDED.reason()),
                receipt(order("live-1", true, Order.NO_TIME)),
                "a viewer has no time to give");
    }

    @Test
    void onlyThoseOfABatchAreRefusedThatMayNotBeLate() {
        List<Receipt> receipts = ledger.record(
                order("untimed", true, Order.NO_TIME),
                order("late", false, ENDED - 1),
                new Show("show", STREAM, new Show.Change("host"), null, ENDED - 1),
                order("early", false, STARTED),
                order("after", true, ENDED + 1),
                new Payment("of-late", STREAM, "late", ENDED + 5),
                new Payment("of-after", STREAM, "after", ENDED + 5),
                order("late", true, ENDED - 1));

        assertEquals(NOT_OF_ITS_TIME, receipts.get(0));
        assertInstanceOf(Receipt.Recorded.class, receipts.get(1));
        assertEquals(new Rejection(Code.STREAM_ENDED, "stream", Rule.ENDED.reason()), receipts.get(2));
        assertInstanceOf(Receipt.Duplicate.class, receipts.get(3));
        assertEquals(NOT_OF_ITS_TIME, receipts.get(4));
        assertInstanceOf(Receipt.Recorded.class, receipts.get(5));
        assertEquals(
                Code.UNKNOWN_ORDER,
                assertInstanceOf(Rejection.class, receipts.get(6)).code());
        assertEquals(
                Code.CONFLICT,
                assertInstanceOf(Rejection.class, receipts.get(7)).code());
        assertEquals("100", hash(KEYS.totals()).get("gmv"));
    }

    @Test
    void goodsAreSoldAsToALiveStream() {
        TestRedis.command("HSET", KEYS.totals(), "tallies", "2", "basis", "1-0");
        TestRedis.command("XADD", KEYS.basis(), "1-0", "facts", "{\"honey\":{\"stock\":0}}");
        TestRedis.command("ZADD", KEYS.stock(), "5", "honey");
        assertInstanceOf(Receipt.Recorded.class, receipt(honey("some", 4, ENDED)));
        assertEquals(
                new Rejection(Code.SOLD_OUT, "lines[0].qty", Rule.SOLD_OUT.reason(1L)),
                receipt(honey("too-many", 2, ENDED)));
        assertEquals(NOT_OF_ITS_TIME, receipt(honey("after", 2, ENDED + 1)));
        assertEquals(Map.of("honey", "1"), scores(KEYS.stock()));
    }

    @Test
    void nothingIsRecordedOnceTheBooksAreClosed() {
        status("closed");
        Map<String, String> totals = hash(KEYS.totals());

        assertEquals(CLOSED, receipt(order("late", true, ENDED)));
        assertEquals(CLOSED, receipt(order("untimed", true, Order.NO_TIME)));
        List<Receipt> receipts = ledger.record(
                new Payment("p", STREAM, "unpaid", ENDED),
                new Cancellation("c", STREAM, "unpaid", ENDED),
                new Refund("r", STREAM, "nobody", 1, ENDED),
                new StockChange("st", STREAM, "honey", 1, null, ENDED),
                TestDeals.intent("d", 100),
                new Show("sh", STREAM, new Show.Change("host"), null, ENDED),
                order("late", false, ENDED));
        receipts.forEach(receipt -> assertEquals(CLOSED, receipt));

        assertInstanceOf(Receipt.Duplicate.class, receipt(order("early", false, STARTED)));
        assertEquals(
                Code.CONFLICT,
                assertInstanceOf(Rejection.class, receipt(order("early", true, STARTED)))
                        .code());
        assertEquals(totals, hash(KEYS.totals()));
        assertEquals(List.of(), ledger.audit().differences());
    }
}
