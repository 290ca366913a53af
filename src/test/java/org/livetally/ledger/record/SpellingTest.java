package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.scores;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Dimension;
import org.livetally.intake.producers.FrameReader;
import org.livetally.intake.producers.ProducerMessage;
import org.livetally.testing.RedisWork;

/** Texts that nobody can tell apart, in new ledgers and in those of earlier versions, which recorded texts as sent. */
final class SpellingTest {
    private static final long MINUTE = 60_000;
    private static final long AT = 1_592_208_000_000L;
    private static final String DECOMPOSED = "Zu\u0308rich";

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @AfterEach
    void audit() {
        assertEquals(List.of(), ledger.audit().differences());
    }

    @Test
    void idsAndNamesThatLookTheSameAreTheSame() throws Exception {
        String seq = assertInstanceOf(Receipt.Recorded.class, send(order("A-1", "tea", "Zürich")))
                .seq();
        for (String id : List.of("A-1 ", "\u3000A-1", "A\u200b-1", "\ufeffA-1", "A-\u00ad1")) {
            Receipt again = send(order(id, "tea\u00a0", DECOMPOSED));
            assertEquals(seq, assertInstanceOf(Receipt.Duplicate.class, again).seq(), id);
        }
        assertInstanceOf(Receipt.Recorded.class, send(order("Ａ-1", "te\u2060a", "Zürich ")));

        assertEquals(Map.of("tea", "200"), scores(KEYS.ranking(Dimension.PRODUCTS)));
        assertEquals(Map.of("Zürich", "200"), scores(KEYS.ranking(Dimension.CITIES)));
        assertInstanceOf(Receipt.Recorded.class, send(event("refund", "r-1", "\u200bA-1 ", ",\"amount\":40")));
        assertEquals("40", hash(KEYS.totals()).get("refunded"));
    }

    @Test
    void whatAnEarlierVersionRecordedIsNotCountedAgain() throws Exception {
        String seq = recordAsBefore(true, "A-1 ");
        String placed = recordAsBefore(false, "B\u200b-1");

        Receipt again = send(order("A-1 ", "tea", DECOMPOSED));
        assertEquals(seq, assertInstanceOf(Receipt.Duplicate.class, again).seq());
        assertEquals(
                Code.CONFLICT,
                assertInstanceOf(Rejection.class, send(order("A-1 ", "milk", DECOMPOSED)))
                        .code());
        assertEquals(
                placed,
                assertInstanceOf(
                                Receipt.Duplicate.class,
                                send(order("B\u200b-1", "tea", DECOMPOSED).replace("paid", "placed")))
                        .seq());
        assertEquals("100", hash(KEYS.totals()).get("gmv"));

        assertInstanceOf(Receipt.Recorded.class, send(event("payment", "p-1", "B\u200b-1", "")));
        assertEquals("200", hash(KEYS.totals()).get("gmv"));
        assertInstanceOf(Receipt.Recorded.class, send(event("refund", "r-1", "A-1 ", ",\"amount\":100")));
        assertInstanceOf(Receipt.Duplicate.class, send(event("refund", "r-1", "A-1 ", ",\"amount\":100")));
        assertEquals("100", hash(KEYS.totals()).get("refunded"));
    }

    @Test
    void namesOfAnEarlierVersionAreResentAsTheyWere() throws Exception {
        String seq = recordAsBefore(true, "C-1");

        assertEquals(
                seq,
                assertInstanceOf(Receipt.Duplicate.class, send(order("C-1", "tea", DECOMPOSED)))
                        .seq());
        assertEquals(
                Code.CONFLICT,
                assertInstanceOf(Rejection.class, send(order("C-1", "tea", "Zürich")))
                        .code());
    }

    /** Producers that always send a blank would wait twice for ever, and so would all others of their batches. */
    @Test
    void onlyAnIdInAnotherFormIsReadBefore() throws Exception {
        send(order("D-0 ", "tea", "Zürich"));
        assertEquals(1, scripts(order("D-1", "tea\u00a0", DECOMPOSED)));
        assertEquals(2, scripts(order("D-2 ", "tea", "Zürich")));
    }

    /** How many scripts record an order. */
    private long scripts(String json) {
        return RedisWork.of(() -> assertInstanceOf(Receipt.Recorded.class, sendUnchecked(json)))
                .getOrDefault("evalsha", 0L);
    }

    private Receipt sendUnchecked(String json) {
        try {
            return send(json);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** So nobody takes the places of viewers' orders that wait for their payment. */
    @Test
    void idsOfViewersOrdersAreForViewersUnlessAnEarlierVersionTookThem() throws Exception {
        Rejection refusal = Rejection.invalidOrder("id", Rule.AUDIENCE_ID.reason("live-"));
        for (String id : List.of("live-1", "live-1 ", "\u200blive-1")) {
            assertEquals(refusal, send(order(id, "tea", "Zürich")), id);
            assertEquals(refusal, send(order(id, "tea", DECOMPOSED).replace("paid", "placed")), id);
        }
        String seq = recordAsBefore(true, "live-2");
        Receipt again = send(order("live-2", "tea", DECOMPOSED));
        assertEquals(seq, assertInstanceOf(Receipt.Duplicate.class, again).seq());
        assertEquals(
                Code.CONFLICT,
                assertInstanceOf(Rejection.class, send(order("live-2", "milk", "Zürich")))
                        .code());

        recordAsBefore(false, "live-3");
        assertInstanceOf(Receipt.Recorded.class, send(event("payment", "live-p", "live-3", "")));
    }

    /** Records an order with all its texts as they were sent. */
    private String recordAsBefore(boolean paid, String id) {
        Buyer buyer = new Buyer(null, null, DECOMPOSED);
        Message order = new Order(id, STREAM, null, buyer, List.of(new Line("tea", 1, 100)), paid, AT);
        return assertInstanceOf(Receipt.Recorded.class, ledger.record(order).get(0))
                .seq();
    }

    private Receipt send(String json) throws Exception {
        ProducerMessage read = FrameReader.read(json.getBytes(StandardCharsets.UTF_8), AT + MINUTE)
                .get(0);
        assertEquals(null, read.rejection());
        return ledger.recordSent(Objects.requireNonNull(read.order()), read.asSent());
    }

    private static String order(String id, String sku, String city) {
        return "{\"type\":\"order\",\"id\":\"" + id + "\",\"stream\":\"" + STREAM + "\",\"buyer\":{\"city\":\"" + city
                + "\"},\"lines\":[{\"sku\":\"" + sku + "\",\"qty\":1,\"amount\":100}],\"status\":\"paid\",\"at\":" + AT
                + "}";
    }

    private static String event(String type, String id, String order, String more) {
        return "{\"type\":\"" + type + "\",\"id\":\"" + id + "\",\"stream\":\"" + STREAM + "\",\"order\":\"" + order
                + "\"" + more + ",\"at\":" + AT + "}";
    }
}
