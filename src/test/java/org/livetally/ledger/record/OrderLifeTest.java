package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.list;
import static org.livetally.ledger.record.TestLedger.scores;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Dimension;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;
import org.livetally.wire.LedgerJson;

/** The life of an order: placed, paid, cancelled, refunded. */
final class OrderLifeTest {
    private static final long MINUTE = 60_000;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @AfterEach
    void audit() {
        assertEquals(List.of(), ledger.audit().differences());
    }

    @Test
    void placedOrderMovesOnlyWhatWasPlaced() {
        record(order("o", false, 500, 7 * MINUTE));

        assertTotals("placed", 500);
        assertEquals(Map.of(), scores(KEYS.ranking(Dimension.PRODUCTS)));
        assertEquals(List.of(), list("LRANGE", KEYS.recent(), "0", "-1"));
    }

    @Test
    void paymentMovesAllThatAPaidOrderMovesAtItsOwnTime() {
        record(order("o", false, 500, 7 * MINUTE));
        record(new Payment("p", STREAM, "o", 9 * MINUTE + 5));

        assertTotals("placed", 500, "gmv", 500, "orders", 1, "units", 2);
        assertEquals(Map.of("tea", "500"), scores(KEYS.ranking(Dimension.PRODUCTS)));
        assertEquals(Map.of("tmall", "500"), scores(KEYS.ranking(Dimension.CHANNELS)));
        assertEquals(Map.of("东社", "500"), scores(KEYS.ranking(Dimension.GROUPS)));
        assertEquals(Map.of("拉萨", "500"), scores(KEYS.ranking(Dimension.CITIES)));
        assertEquals(List.of("u-o"), list("SMEMBERS", KEYS.buyers()));
        assertEquals(Map.of("540000:gmv", "500", "540000:orders", "1"), hash(KEYS.trend()));
        assertEquals(1, list("LRANGE", KEYS.recent(), "0", "-1").size());
    }

    @Test
    void cancellationMovesOnlyWhatWasCancelled() {
        record(order("o", false, 500, 0));
        record(new Cancellation("c", STREAM, "o", 0));

        assertTotals("placed", 500, "cancelled", 500);
    }

    @Test
    void refundsAddUpToTheValueAndNoFurther() {
        record(order("o", true, 500, 0));
        record(new Refund("r-1", STREAM, "o", 200, 0));
        record(new Refund("r-2", STREAM, "o", 300, 0));

        assertRefused(Code.NOT_REFUNDABLE, "amount", new Refund("r-3", STREAM, "o", 1, 0));
        assertTotals("placed", 500, "gmv", 500, "orders", 1, "units", 2, "refunded", 500);
    }

    @Test
    void everyMessageCountsOnceHoweverOftenItComes() {
        Message[] life = {
            order("o", false, 500, 0), new Payment("p", STREAM, "o", 0), new Refund("r", STREAM, "o", 200, 0)
        };
        List<Receipt> first = ledger.record(life);
        List<Receipt> again = ledger.record(life);

        for (int i = 0; i < life.length; i++) {
            String seq = assertInstanceOf(Receipt.Recorded.class, first.get(i)).seq();
            assertEquals(new Receipt.Duplicate(seq), again.get(i));
        }
        assertTotals("placed", 500, "gmv", 500, "orders", 1, "units", 2, "refunded", 200);
    }

    @Test
    void idsOfOrdersAndOfOtherMessagesAreOneNameSpace() {
        record(order("o", false, 500, 0), order("o-2", false, 500, 0));
        record(new Payment("p", STREAM, "o", 0));

        assertRefused(Code.CONFLICT, "id", new Payment("p", STREAM, "o-2", 0));
        assertRefused(Code.CONFLICT, "id", new Cancellation("o", STREAM, "o-2", 0));
        assertRefused(Code.CONFLICT, "id", order("p", true, 500, 0));
        assertRefused(Code.UNKNOWN_ORDER, "order", new Refund("r", STREAM, "p", 1, 0));
    }

    @Test
    void aReasonIsPartOfTheContentAndKept() {
        record(order("o", true, 500, 0));
        Refund refund = new Refund("r", STREAM, "o", 200, "盒子破了", 0);
        record(refund);

        assertInstanceOf(Receipt.Duplicate.class, ledger.record(refund).get(0));
        assertRefused(Code.CONFLICT, "id", new Refund("r", STREAM, "o", 200, "another", 0));
        assertRefused(Code.CONFLICT, "id", new Refund("r", STREAM, "o", 200, 0));
        assertEquals(refund, LedgerJson.read(STREAM, LedgerJson.write(refund)));
        Cancellation cancelled = new Cancellation("c", STREAM, "o", "x", 7);
        assertEquals(cancelled, LedgerJson.read(STREAM, LedgerJson.write(cancelled)));
        assertEquals(
                "{\"id\":\"p\",\"type\":\"payment\",\"order\":\"o\",\"at\":7}",
                new String(LedgerJson.write(new Payment("p", STREAM, "o", 7)), StandardCharsets.UTF_8),
                "without a reason as before, so that fingerprints stay");
    }

    @Test
    void whatDoesNotFitTheOrdersStateIsRefused() {
        record(order("placed", false, 5, 0), order("paid", true, 5, 0), order("gone", false, 5, 0));
        record(new Cancellation("c", STREAM, "gone", 0));
        String version = hash(KEYS.totals()).get("version");

        assertRefused(Code.UNKNOWN_ORDER, "order", new Payment("x", STREAM, "nobody", 0));
        assertRefused(Code.NOT_PAYABLE, "order", new Payment("x", STREAM, "paid", 0));
        assertRefused(Code.NOT_PAYABLE, "order", new Payment("x", STREAM, "gone", 0));
        assertRefused(Code.NOT_CANCELLABLE, "order", new Cancellation("x", STREAM, "paid", 0));
        assertRefused(Code.NOT_CANCELLABLE, "order", new Cancellation("x", STREAM, "gone", 0));
        assertRefused(Code.NOT_REFUNDABLE, "amount", new Refund("x", STREAM, "placed", 1, 0));
        assertRefused(Code.NOT_REFUNDABLE, "amount", new Refund("x", STREAM, "gone", 1, 0));
        assertRefused(Code.NOT_REFUNDABLE, "amount", new Refund("x", STREAM, "paid", 6, 0));
        assertEquals(version, hash(KEYS.totals()).get("version"));
    }

    @Test
    void messagesOfOneBatchTakeEffectInTheirOrder() {
        List<Receipt> receipts = ledger.record(
                new Payment("too-early", STREAM, "o", 0),
                order("o", false, 500, 0),
                new Payment("p", STREAM, "o", 0),
                new Payment("p", STREAM, "o", 0),
                new Cancellation("too-late", STREAM, "o", 0),
                new Refund("r", STREAM, "o", 500, 0));

        assertEquals(
                Code.UNKNOWN_ORDER,
                assertInstanceOf(Rejection.class, receipts.get(0)).code());
        String paid = assertInstanceOf(Receipt.Recorded.class, receipts.get(2)).seq();
        assertEquals(new Receipt.Duplicate(paid), receipts.get(3));
        assertEquals(
                Code.NOT_CANCELLABLE,
                assertInstanceOf(Rejection.class, receipts.get(4)).code());
        assertTotals("placed", 500, "gmv", 500, "orders", 1, "units", 2, "refunded", 500);
    }

    @Test
    void lifeGoesOnAfterTheEndButForNewOrders() {
        record(order("o", false, 500, 0));
        TestRedis.command("HSET", KEYS.settings(), "status", "ended");

        List<Receipt> receipts = ledger.record(
                new Payment("p", STREAM, "o", 0),
                order("late", true, 500, 0),
                new Payment("of-late", STREAM, "late", 0),
                order("o", false, 500, 0));

        assertInstanceOf(Receipt.Recorded.class, receipts.get(0));
        assertEquals(
                Code.STREAM_ENDED,
                assertInstanceOf(Rejection.class, receipts.get(1)).code());
        assertEquals(
                Code.UNKNOWN_ORDER,
                assertInstanceOf(Rejection.class, receipts.get(2)).code());
        assertInstanceOf(Receipt.Duplicate.class, receipts.get(3));
        assertTotals("placed", 500, "gmv", 500, "orders", 1, "units", 2);
    }

    @Test
    void ofTheAudiencesOrdersItIsKnownHowManyWait() {
        record(order("live-1", false, 5, 0), order("live-2", false, 5, 0), order("o-1", false, 5, 0));
        record(order("live-3", true, 5, 0), order("live-4", false, 5, 0), new Payment("p-4", STREAM, "live-4", 0));
        assertEquals("2", hash(KEYS.totals()).get("waiting"));

        record(new Payment("p-1", STREAM, "live-1", 0), new Payment("p-o", STREAM, "o-1", 0));
        assertEquals("1", hash(KEYS.totals()).get("waiting"));
        record(new Cancellation("c-2", STREAM, "live-2", 0));
        ledger.record(new Cancellation("c-2", STREAM, "live-2", 0)); // a duplicate

        assertEquals("0", hash(KEYS.totals()).get("waiting"));
        assertEquals(List.of(), ledger.audit().differences());
    }

    @Test
    void whoeverRacesForAnOrderOnlyOneWins() {
        try (TestLedger other = TestLedger.beside()) {
            Random random = new Random(4500);
            for (int round = 0; round < 40; round++) {
                Message[] orders = new Message[20];
                Message[] payments = new Message[20];
                Message[] cancellations = new Message[20];
                for (int i = 0; i < orders.length; i++) {
                    String id = round + "-" + i;
                    orders[i] = order(id, random.nextInt(4) == 0, 1 + random.nextInt(9_999), i * MINUTE);
                    payments[i] = new Payment("p-" + id, STREAM, id, i * MINUTE);
                    cancellations[i] = new Cancellation("c-" + id, STREAM, id, 0);
                }
                record(orders);
                Future<List<Receipt>> paid = ledger.later(payments);
                List<Receipt> cancelled = Await.result(other.later(cancellations));
                assertNobodyWonTwice(Await.result(paid), cancelled);
            }
        }
        Map<String, String> totals = hash(KEYS.totals());
        long placed = Long.parseLong(totals.get("placed"));
        assertEquals(placed, Long.parseLong(totals.get("gmv")) + Long.parseLong(totals.get("cancelled")));
    }

    @Test
    void damagedOrderIsNotPaidAndHoldsUpNobody() {
        record(order("o", false, 500, 0));
        String json = Objects.requireNonNull(hash(KEYS.placed()).get("o"));
        TestRedis.command("HDEL", KEYS.placed(), "o");

        assertRefused(Code.UNAVAILABLE, null, new Payment("p", STREAM, "o", 0));
        record(order("next", false, 5, 0));

        TestRedis.command("HSET", KEYS.placed(), "o", json);
        record(new Payment("p", STREAM, "o", 0));
    }

    private static void assertNobodyWonTwice(List<Receipt> paid, List<Receipt> cancelled) {
        for (int i = 0; i < paid.size(); i++) {
            boolean both = paid.get(i) instanceof Receipt.Recorded && cancelled.get(i) instanceof Receipt.Recorded;
            assertEquals(false, both);
        }
    }

    private void record(Message... messages) {
        for (Receipt receipt : ledger.record(messages)) {
            assertInstanceOf(Receipt.Recorded.class, receipt);
        }
    }

    @Test
    void whatNamesAnotherCurrencyThanTheStreamsIsRefusedByName() {
        TestRedis.command("HSET", KEYS.settings(), "currency", "CNY");
        record(order("o", true, 500, 0));

        Order foreign = in("USD", order("x", true, 500, 0));
        assertRefused(Code.INVALID_ORDER, "currency", foreign);
        assertRefused(Code.INVALID_ORDER, "currency", in("cny", order("x", true, 500, 0)));
        assertRefused(Code.INVALID_ORDER, "currency", in("USD", order("o", true, 500, 0)));
        assertRefused(Code.INVALID_ORDER, "currency", new Refund("r", STREAM, "o", 200, null, 0, "USD"));
        assertEquals(
                List.of(Rejection.invalidOrder("currency", Rule.OTHER_CURRENCY.reason("CNY", "USD"))),
                ledger.record(foreign));

        assertTotals("placed", 500, "gmv", 500, "orders", 1, "units", 2);
    }

    @Test
    void theStreamsOwnCurrencyIsNoPartOfTheContent() {
        TestRedis.command("HSET", KEYS.settings(), "currency", "CNY");
        List<Receipt> receipts = ledger.record(
                in("CNY", order("a", true, 500, 0)),
                order("b", true, 500, 0),
                in("USD", order("c", true, 500, 0)),
                new Payment("p", STREAM, "b", null, 0, "USD"));

        assertInstanceOf(Receipt.Recorded.class, receipts.get(0));
        assertInstanceOf(Receipt.Recorded.class, receipts.get(1));
        assertEquals(
                "currency", assertInstanceOf(Rejection.class, receipts.get(2)).field());
        assertEquals(
                "currency", assertInstanceOf(Rejection.class, receipts.get(3)).field());
        assertInstanceOf(
                Receipt.Duplicate.class, ledger.record(order("a", true, 500, 0)).get(0));
        assertInstanceOf(
                Receipt.Duplicate.class,
                ledger.record(in("CNY", order("b", true, 500, 0))).get(0));
        assertTotals("placed", 1000, "gmv", 1000, "orders", 2, "units", 4);
    }

    private static Order in(String currency, Order order) {
        return new Order(
                order.id(),
                order.stream(),
                order.channel(),
                order.buyer(),
                order.lines(),
                order.paid(),
                order.at(),
                currency);
    }

    private void assertRefused(Code code, @Nullable String field, Message message) {
        Rejection rejection =
                assertInstanceOf(Rejection.class, ledger.record(message).get(0));
        assertEquals(code, rejection.code());
        assertEquals(field, rejection.field());
    }

    private static void assertTotals(Object... namesAndValues) {
        Map<String, String> totals = hash(KEYS.totals());
        totals.remove("version");
        totals.remove("last");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            expected.add(namesAndValues[i] + "=" + namesAndValues[i + 1]);
        }
        List<String> actual = new ArrayList<>();
        totals.forEach((name, value) -> actual.add(name + "=" + value));
        expected.sort(null);
        assertEquals(expected, actual);
    }

    private static Order order(String id, boolean paid, long amount, long at) {
        Buyer buyer = new Buyer("u-" + id, "东社", "拉萨");
        return new Order(id, STREAM, "tmall", buyer, List.of(new Line("tea", 2, amount)), paid, at);
    }
}
