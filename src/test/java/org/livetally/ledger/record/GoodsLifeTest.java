package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
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
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Dimension;
import org.livetally.testing.TestRedis;

/** What orders take of goods, and give back: stock, numbers, levies, and what was on air. */
final class GoodsLifeTest {
    private static final String FACTS = "{\"honey\":{\"stock\":0,\"series\":\"青稞宇宙\",\"category\":\"food\"},"
            + "\"yak\":{\"numbered\":{\"prefix\":\"Y\",\"first\":1,\"last\":3}},"
            + "\"can\":{\"series\":\"青稞宇宙\",\"levy\":{\"fund\":\"school\",\"amount\":20}}}";

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void begin() {
        TestRedis.command("HSET", KEYS.totals(), "tallies", "2", "basis", "1-0", "last", "1-0");
        TestRedis.command("XADD", KEYS.basis(), "1-0", "facts", FACTS);
        TestRedis.command("ZADD", KEYS.stock(), "5", "honey");
    }

    private static Order order(String id, boolean paid, Line... lines) {
        return new Order(id, STREAM, null, new Buyer("u-" + id, "东社", null), List.of(lines), paid, 60_000);
    }

    private static Line line(String sku, long qty) {
        return new Line(sku, qty, 100 * qty);
    }

    private static Message refund(String id, String order, long amount, boolean restock, Returned... lines) {
        return new Refund(id, STREAM, order, amount, List.of(lines), restock, null, 60_000, null);
    }

    private Map<String, List<Long>> numbers(Message message) {
        return assertInstanceOf(Receipt.Recorded.class, ledger.record(message).get(0))
                .numbers();
    }

    private Rejection rejection(Message message) {
        return assertInstanceOf(Rejection.class, ledger.record(message).get(0));
    }

    @Test
    void stockIsTakenOnceAndGivenBack() {
        ledger.record(order("a", false, line("honey", 2)), order("b", true, line("honey", 3)));
        assertEquals(Map.of("honey", "0"), scores(KEYS.stock()));

        assertEquals(
                new Rejection(Code.SOLD_OUT, "lines[0].qty", Rule.SOLD_OUT.reason(0L)),
                rejection(order("c", true, line("honey", 1))));

        ledger.record(new Payment("a-p", STREAM, "a", 60_000));
        assertEquals(Map.of("honey", "0"), scores(KEYS.stock()));
        ledger.record(refund("b-r", "b", 50, true, new Returned("honey", 1)));
        assertEquals(Map.of("honey", "1"), scores(KEYS.stock()));
        ledger.record(refund("b-s", "b", 250, false));
        assertEquals(Map.of("honey", "1"), scores(KEYS.stock()));
        assertEquals("3", hash(KEYS.counts()).get("products:returned:honey"));
        assertEquals("5", hash(KEYS.counts()).get("products:units:honey"));

        ledger.record(order("d", false, line("honey", 1)), new Cancellation("d-c", STREAM, "d", 60_000));
        ledger.record(new StockChange("s", STREAM, "honey", -1, null, 60_000));
        assertEquals(Map.of("honey", "0"), scores(KEYS.stock()));
        assertEquals(
                Code.SOLD_OUT,
                rejection(new StockChange("t", STREAM, "honey", -1, null, 60_000))
                        .code());
        assertEquals(
                "sku",
                rejection(new StockChange("t", STREAM, "can", 1, null, 60_000)).field());
    }

    @Test
    void lowestFreeNumberIsNext() {
        assertEquals(Map.of("yak", List.of(1L)), numbers(order("a", false, line("yak", 1))));
        assertEquals(Map.of("yak", List.of(2L, 3L)), numbers(order("b", true, line("yak", 2))));
        assertEquals(
                new Rejection(Code.SOLD_OUT, "lines[0].qty", Rule.SOLD_OUT.reason(0L)),
                rejection(order("c", true, line("yak", 1))));
        ledger.record(new Cancellation("a-c", STREAM, "a", 60_000));
        ledger.record(refund("b-r", "b", 50, true, new Returned("yak", 1)));
        assertEquals(Map.of("yak", List.of(1L, 3L)), numbers(order("d", true, line("yak", 2))));

        assertEquals(
                Map.of("yak", List.of(2L)),
                assertInstanceOf(
                                Receipt.Duplicate.class,
                                ledger.record(order("b", true, line("yak", 2))).get(0))
                        .numbers());
        assertEquals(
                "{\"numbers\":{\"yak\":[2]},\"returned\":{\"yak\":1}}",
                hash(KEYS.items()).get("b"));
        assertEquals(Map.of(), scores(KEYS.freed()));
    }

    @Test
    void levyOfReturnedUnitsIsTakenBack() {
        ledger.record(order("a", true, line("can", 10)));
        assertEquals(Map.of("school", "200"), scores(KEYS.ranking(Dimension.FUNDS)));
        ledger.record(refund("r", "a", 100, true, new Returned("can", 4)));
        assertEquals(Map.of("school", "120"), scores(KEYS.ranking(Dimension.FUNDS)));
        ledger.record(refund("s", "a", 900, true));
        assertEquals(Map.of("school", "0"), scores(KEYS.ranking(Dimension.FUNDS)));
        assertEquals("0", hash(KEYS.counts()).get("funds:units:school"));

        Rejection more = rejection(refund("t", "a", 1, true, new Returned("can", 1)));
        assertEquals(Code.NOT_REFUNDABLE, more.code());
    }

    @Test
    void ordersCountForWhatIsOnAir() {
        ledger.record(
                order("a", true, line("honey", 1)),
                new Show("show-1", STREAM, new Show.Change("苗伟伦"), new Show.Change("can"), 70_000),
                order("b", true, line("can", 2), line("honey", 1)),
                new Show("show-2", STREAM, null, new Show.Change(null), 80_000),
                order("c", true, line("can", 1)));

        Map<String, String> explanations = scores(KEYS.ranking(Dimension.EXPLANATIONS));
        assertEquals(List.of("300"), List.copyOf(explanations.values()));
        String seq = explanations.keySet().iterator().next();
        assertEquals("200", hash(KEYS.counts()).get("explanations:skuGmv:" + seq));
        assertEquals(
                "{\"sku\":\"can\",\"host\":\"苗伟伦\",\"from\":70000,\"to\":80000}",
                hash(KEYS.explained()).get(seq));
        assertEquals(Map.of("苗伟伦", "400"), scores(KEYS.ranking(Dimension.HOSTS)));
        assertEquals(Map.of("host", "苗伟伦", "since", "80000"), hash(KEYS.show()));
        assertEquals(Map.of("青稞宇宙", "500"), scores(KEYS.ranking(Dimension.SERIES)));
        assertEquals("3", hash(KEYS.counts()).get("groups:buyers:东社"));
    }

    @Test
    void resentPaymentsAndRefundsOfManyOrdersAreAllAnswered() {
        List<Message> payments = new ArrayList<>();
        List<Message> refunds = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ledger.record(order("o" + i, false, line("can", 1)));
            payments.add(new Payment("p" + i, STREAM, "o" + i, 60_000));
            refunds.add(refund("r" + i, "o" + i, 50, true, new Returned("can", 1)));
        }
        List<Message> all = new ArrayList<>(payments);
        all.addAll(refunds);
        ledger.record(all.toArray(Message[]::new));

        for (Receipt receipt : ledger.record(all.toArray(Message[]::new))) {
            assertInstanceOf(Receipt.Duplicate.class, receipt);
        }
        assertEquals("20", hash(KEYS.counts()).get("products:returned:can"));
    }

    @Test
    void streamThatHasEndedSaysSoBeforeItsGoodsDo() {
        ledger.record(order("a", true, line("yak", 3), line("honey", 5)));
        TestRedis.command("HSET", KEYS.settings(), "status", "ended");

        assertEquals(
                Code.STREAM_ENDED, rejection(order("b", true, line("yak", 1))).code());
        assertEquals(
                Code.STREAM_ENDED, rejection(order("c", true, line("honey", 1))).code());
    }
}
