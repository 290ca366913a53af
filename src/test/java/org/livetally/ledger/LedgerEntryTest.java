package org.livetally.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;

/** What makes a message the same as one that was recorded before: today, and in ledgers of earlier versions. */
final class LedgerEntryTest {
    private static final long AT = 1_592_208_000_123L;

    /** From the bytes that earlier versions hashed; another value here makes resent messages conflicts. */
    @Test
    void messagesOfEarlierVersionsHaveTheFingerprintsThatTheirLedgersHold() {
        Buyer buyer = new Buyer("u-1", "仁爱社区", "杭州");
        assertFingerprint(
                "593a713cbf2eda41",
                new Order("o-1", "s", "wsnb", buyer, List.of(new Line("tea", 2, 39_600)), true, AT));
        assertFingerprint("796edd54081d3603", placed());
        assertFingerprint("031b412dde50addf", new Payment("p-1", "s", "o-2", Message.NO_TIME));
        assertFingerprint("5d08999273db31e8", new Cancellation("c-1", "s", "o-2", "缺货", AT));
        assertFingerprint("e67e960e2cbbe13b", new Refund("r-1", "s", "o-1", 19_800, "破损", AT));
    }

    @Test
    void numbersAndTheTimeOfReceiptAreNoPartOfTheContent() {
        LedgerEntry sent = LedgerEntry.of(placed(), AT);
        LedgerEntry given = sent.withNumbers(Map.of("tea", List.of(17L)));
        Order resentWithTime = placed().at(AT);

        assertEquals(sent.fingerprint(), given.fingerprint());
        assertEquals(sent.fingerprint(), LedgerEntry.of(placed(), AT + 1).fingerprint());
        assertEquals(
                LedgerEntry.of(resentWithTime, AT).fingerprint(),
                LedgerEntry.of(resentWithTime.withNumbers(Map.of("tea", List.of(17L))), AT)
                        .fingerprint());
    }

    /** A forged ledger or archive may have messages without a time. */
    @Test
    void withoutAnyTimeAllOfItIsContent() {
        LedgerEntry entry = LedgerEntry.of(placed(), Message.NO_TIME);

        assertEquals(LedgerEntry.of(placed(), AT).fingerprint(), entry.fingerprint());
        assertNotEquals(
                entry.fingerprint(),
                LedgerEntry.of(new Payment("o-2", "s", "o-2", Message.NO_TIME), Message.NO_TIME)
                        .fingerprint());
    }

    @Test
    void hostReturnedUnitsAndRestockAreContent() {
        Order byHost = new Order("o-2", "s", null, "h", null, placed().lines(), false, Message.NO_TIME, null, Map.of());
        Refund plain = new Refund("r-1", "s", "o-1", 5, AT);
        Refund ofUnits = new Refund("r-1", "s", "o-1", 5, List.of(new Returned("tea", 1)), true, null, AT, null);
        Refund broken = new Refund("r-1", "s", "o-1", 5, List.of(), false, null, AT, null);

        assertNotEquals(fingerprint(placed()), fingerprint(byHost));
        assertNotEquals(fingerprint(plain), fingerprint(ofUnits));
        assertNotEquals(fingerprint(plain), fingerprint(broken));
        assertEquals(
                fingerprint(plain), fingerprint(new Refund("r-1", "s", "o-1", 5, List.of(), true, null, AT, null)));
    }

    private static Order placed() {
        return new Order("o-2", "s", null, null, List.of(new Line("tea", 1, 19_800)), false, Message.NO_TIME);
    }

    private static void assertFingerprint(String expected, Message message) {
        assertEquals(expected, fingerprint(message));
    }

    private static String fingerprint(Message message) {
        return Fingerprint.hex(LedgerEntry.of(message, AT).fingerprint());
    }
}
