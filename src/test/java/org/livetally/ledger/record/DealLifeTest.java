package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.livetally.ledger.record.TestDeals.agreement;
import static org.livetally.ledger.record.TestDeals.cancellation;
import static org.livetally.ledger.record.TestDeals.delivery;
import static org.livetally.ledger.record.TestDeals.intent;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.scores;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.Integers;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.ledger.IdState;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;
import org.livetally.wire.LedgerJson;

/** The life of a deal: announced or signed, delivered, cancelled; and that it is no order's. */
final class DealLifeTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @AfterEach
    void audit() {
        assertEquals(List.of(), ledger.audit().differences());
    }

    @Test
    void eachMessageMovesItsFiguresAndNoneOfOrders() {
        record(intent("i", 850));
        assertFigures("intended", 850, "intents", 1);
        record(agreement("d", 600, 1_500L, 40L));
        assertFigures("intended", 850, "intents", 1, "signed", 600, "agreements", 1, "income", 40);
        record(delivery("dl", "d", 200, 500L));
        assertFigures("intended", 850, "intents", 1, "signed", 600, "agreements", 1, "income", 40, "delivered", 200);
        record(agreement("d-2", 7), cancellation("c", "d-2"), cancellation("c-i", "i"));
        assertFigures("intended", 0, "intents", 0, "signed", 600, "agreements", 1, "income", 40, "delivered", 200);

        Map<String, String> totals = hash(KEYS.totals());
        totals.keySet().removeAll(List.of("version", "last"));
        assertEquals(Map.of(), totals);
    }

    @Test
    void deliveriesStayWithinTheAmountAndTheQuantity() {
        record(agreement("d", 600, 10L, null), delivery("a", "d", 400, 4L));

        assertRefused(Code.NOT_DELIVERABLE, "amount", Rule.DELIVERY_LIMIT, delivery("b", "d", 201, 1L));
        assertRefused(Code.NOT_DELIVERABLE, "qty", Rule.DELIVERY_QTY_LIMIT, delivery("b", "d", 200, 7L));
        record(delivery("b", "d", 200, 6L));
        assertRefused(Code.NOT_DELIVERABLE, "amount", Rule.DELIVERY_LIMIT, delivery("c", "d", 1, null));
        assertEquals(
                List.of(new Rejection(Code.NOT_DELIVERABLE, "qty", Rule.DELIVERY_QTY_LIMIT.reason(0L))),
                ledger.record(delivery("c", "d", 0, 1L)));
    }

    @Test
    void whatADealDoesNotAllowIsRefused() {
        record(intent("i", 5), agreement("done", 5), delivery("dl", "done", 1), agreement("off", 5));
        record(cancellation("c", "off"), TestOrders.paid("o", 5));
        String version = hash(KEYS.totals()).get("version");

        assertRefused(Code.UNKNOWN_DEAL, "deal", Rule.NO_DEAL, delivery("x", "nobody", 1));
        assertRefused(Code.UNKNOWN_DEAL, "deal", Rule.NO_DEAL, delivery("x", "o", 1));
        assertRefused(Code.UNKNOWN_DEAL, "deal", Rule.NO_DEAL, cancellation("x", "dl"));
        assertRefused(Code.NOT_DELIVERABLE, "deal", Rule.DEAL_INTENT, delivery("x", "i", 1));
        assertRefused(Code.NOT_DELIVERABLE, "deal", Rule.DEAL_CANCELLED, delivery("x", "off", 1));
        assertRefused(Code.NOT_CANCELLABLE, "deal", Rule.DEAL_DELIVERED, cancellation("x", "done"));
        assertRefused(Code.NOT_CANCELLABLE, "deal", Rule.DEAL_CANCELLED, cancellation("x", "off"));
        assertEquals(version, hash(KEYS.totals()).get("version"));
    }

    @Test
    void everyMessageCountsOnceAndIdsAreOneNameSpace() {
        Message[] life = {agreement("d", 600), delivery("dl", "d", 200), intent("i", 3), cancellation("c", "i")};
        List<Receipt> first = ledger.record(life);
        List<Receipt> again = ledger.record(life);

        for (int i = 0; i < life.length; i++) {
            String seq = assertInstanceOf(Receipt.Recorded.class, first.get(i)).seq();
            assertEquals(new Receipt.Duplicate(seq), again.get(i));
        }
        assertRefused(Code.CONFLICT, "id", Rule.RECORDED_OTHERWISE, agreement("d", 601));
        assertRefused(Code.CONFLICT, "id", Rule.RECORDED_OTHERWISE, TestOrders.paid("d", 600));
        assertRefused(Code.CONFLICT, "id", Rule.RECORDED_OTHERWISE, delivery("dl", "d", 201));
        assertRefused(Code.CONFLICT, "id", Rule.RECORDED_OTHERWISE, intent("dl", 1));
        assertFigures("signed", 600, "agreements", 1, "delivered", 200);
    }

    @Test
    void messagesOfOneBatchTakeEffectInTheirOrder() {
        List<Receipt> receipts = ledger.record(
                delivery("early", "d", 1),
                agreement("d", 600),
                delivery("dl", "d", 600),
                delivery("dl", "d", 600),
                cancellation("late", "d"));

        assertEquals(
                Code.UNKNOWN_DEAL,
                assertInstanceOf(Rejection.class, receipts.get(0)).code());
        String delivered =
                assertInstanceOf(Receipt.Recorded.class, receipts.get(2)).seq();
        assertEquals(new Receipt.Duplicate(delivered), receipts.get(3));
        assertEquals(
                Code.NOT_CANCELLABLE,
                assertInstanceOf(Rejection.class, receipts.get(4)).code());
        assertFigures("signed", 600, "agreements", 1, "delivered", 600);
    }

    @Test
    void dealsAreTypedInBeforeTheStartAndAfterTheEndButNotForNoStream() {
        TestRedis.command("HSET", KEYS.settings(), "status", "scheduled");
        record(agreement("d", 600));
        TestRedis.command("HSET", KEYS.settings(), "status", "ended");
        record(delivery("dl", "d", 600), intent("i", 1), cancellation("c", "i"));
        TestRedis.command("HDEL", KEYS.settings(), "status");

        assertRefused(Code.UNKNOWN_STREAM, "stream", Rule.NO_STREAM, intent("x", 1));
    }

    @Test
    void theHighestAgreementSoFarIsMarkedAmongThoseThatStand() {
        record(TestDeals.mixed());
        record(agreement("d-5", 701));
        record(cancellation("c-3", "d-5"));
        record(agreement("d-6", 701), intent("i-3", 99_999));

        List<String> highest = new ArrayList<>();
        Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.dealBook(), "-", "+"))
                .forEach(entry -> {
                    if (entry.get(1).size() > 2) {
                        Message deal =
                                LedgerJson.read(STREAM, entry.get(1).get(1).toBytes());
                        highest.add(deal.id());
                        assertEquals(
                                IdState.parse(Objects.requireNonNull(
                                                hash(KEYS.ids()).get(deal.id())))
                                        .seq(),
                                entry.get(0).toString());
                    }
                });
        assertEquals(List.of("d-1", "d-2", "d-3", "d-5", "d-6"), highest);
        assertEquals(Map.of("d-1", "600", "d-3", "700", "d-4", "700", "d-6", "701"), scores(KEYS.agreements()));
    }

    @Test
    void currencyIsCheckedAndNoPartOfTheContent() {
        TestRedis.command("HSET", KEYS.settings(), "currency", "CNY");
        Deal deal = agreement("d", 600);

        assertRefused(Code.INVALID_ORDER, "currency", Rule.OTHER_CURRENCY, in("USD", deal));
        record(in("CNY", deal));
        assertInstanceOf(Receipt.Duplicate.class, ledger.record(deal).get(0));
        assertRefused(
                Code.INVALID_ORDER,
                "currency",
                Rule.OTHER_CURRENCY,
                new Delivery("dl", STREAM, "d", 1, null, null, 7, "JPY"));
    }

    @Test
    void figuresStayWithinWhatBrowsersShowExactly() {
        record(intent("i", 1_000));
        long room = 5;
        TestRedis.command("HINCRBY", KEYS.deals(), "intended", "" + (Integers.MAX_EXACT - 1_000 - room));

        assertRefused(Code.INVALID_ORDER, "amount", Rule.STREAM_TOTAL, intent("more", room + 1));
        assertEquals(
                List.of(Receipt.Recorded.class, Rejection.class, Receipt.Recorded.class),
                ledger.record(intent("fits", 5), intent("not", 1), agreement("other", 1)).stream()
                        .map(Receipt::getClass)
                        .toList());

        TestRedis.command("HINCRBY", KEYS.deals(), "intended", "-" + (Integers.MAX_EXACT - 1_000 - room));
    }

    @Test
    void everyFieldIsKeptAndAgreesWithWhatWasSent() {
        for (Message message : TestDeals.mixed()) {
            assertEquals(message, LedgerJson.read(STREAM, LedgerJson.write(message)));
        }
    }

    /** Forty deals of 100 each; two nodes deliver 60 of each at once: one of the two fits, whichever it is. */
    @Test
    void whoeverRacesForTheLastOfAnAgreementOnlyOneDelivers() {
        try (TestLedger other = TestLedger.beside()) {
            Random random = new Random(4500);
            for (int round = 0; round < 20; round++) {
                Message[] deals = new Message[20];
                Message[] here = new Message[20];
                Message[] there = new Message[20];
                for (int i = 0; i < deals.length; i++) {
                    String id = round + "-" + i;
                    deals[i] = agreement(id, 100);
                    here[i] = delivery("a-" + id, id, 60);
                    there[i] = random.nextInt(4) == 0 ? cancellation("b-" + id, id) : delivery("b-" + id, id, 60);
                }
                record(deals);
                Future<List<Receipt>> one = ledger.later(here);
                List<Receipt> another = Await.result(other.later(there));
                assertOneWins(Await.result(one), another);
            }
        }
        Map<String, String> figures = hash(KEYS.deals());
        long stand = Long.parseLong(figures.get("agreements"));
        assertEquals(100 * stand, Long.parseLong(figures.get("signed")));
        assertEquals(60 * stand, Long.parseLong(figures.get("delivered")));
    }

    private static void assertOneWins(List<Receipt> here, List<Receipt> there) {
        for (int i = 0; i < here.size(); i++) {
            boolean first = here.get(i) instanceof Receipt.Recorded;
            boolean second = there.get(i) instanceof Receipt.Recorded;
            assertEquals(true, first ^ second, () -> here + " " + there);
        }
    }

    private static Deal in(String currency, Deal deal) {
        return new Deal(deal.id(), deal.stream(), deal.kind(), deal.terms(), deal.reason(), deal.at(), currency);
    }

    private void record(Message... messages) {
        for (Receipt receipt : ledger.record(messages)) {
            assertInstanceOf(Receipt.Recorded.class, receipt);
        }
    }

    private void assertRefused(Code code, String field, Rule rule, Message message) {
        Rejection rejection =
                assertInstanceOf(Rejection.class, ledger.record(message).get(0));
        assertEquals(code, rejection.code());
        assertEquals(field, rejection.field());
        assertEquals(rule, rejection.reason().rule());
    }

    private static void assertFigures(Object... namesAndValues) {
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            expected.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
        assertEquals(expected, hash(KEYS.deals()));
    }
}
