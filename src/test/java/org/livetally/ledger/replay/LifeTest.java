package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.order;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Fingerprint;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.replay.Slices.Span;
import org.livetally.wire.LedgerJson;

/** What Redis held at some moment is compared with the ledger as of that moment, not later. The order has seq 2. */
final class LifeTest {
    private static final Order ORDER = order("o-1", false, null, null, MINUTE, new Line("tea", 1, 10));
    private static final Span FROM_4_TO_6 = new Span(new Seq(4, 0), new Seq(6, 0));
    private static final Span FROM_1_TO_6 = new Span(new Seq(1, 0), new Seq(6, 0));

    @ParameterizedTest
    @CsvSource({
        // held at, paid at, as held
        "5, 7, placed, true",
        "5, 7, paid, false",
        "5, 5, placed, false",
        "5, 5, paid, true",
        "1, 7, placed, false",
    })
    void valueIsThatOfItsMoment(int heldAt, int paidAt, String state, boolean right) {
        Life life = new Life();
        String fingerprint = Fingerprint.hex(LedgerEntry.of(ORDER, MINUTE).fingerprint());
        life.held(new Seq(heldAt, 0), "2-0 " + fingerprint + " " + state + " 10");
        live(life, paidAt);

        assertEquals(right ? List.of() : List.of("ids/o-1"), found(life, FROM_4_TO_6, FROM_1_TO_6));
    }

    @ParameterizedTest
    @CsvSource({"5, 7, true", "5, 5, false", "1, 7, false"})
    void placedOrderIsHeldUntilItIsPaid(int heldAt, int paidAt, boolean right) {
        Life life = new Life();
        life.heldPlaced(new Seq(heldAt, 0), new String(LedgerJson.write(ORDER), StandardCharsets.UTF_8));
        live(life, paidAt);

        assertEquals(right ? List.of() : List.of("placed/o-1"), found(life, FROM_1_TO_6, FROM_4_TO_6));
    }

    @ParameterizedTest
    @CsvSource({"5, 7, true", "5, 5, false", "1, 7, false"})
    void onlyAPlacedOrderExpires(int heldAt, int paidAt, boolean right) {
        Life life = new Life();
        life.heldDue(new Seq(heldAt, 0), "1592209800000");
        live(life, paidAt);

        assertEquals(
                right ? List.of() : List.of("holds/o-1"),
                found(life, FROM_1_TO_6, FROM_4_TO_6).stream()
                        .filter(tally -> tally.startsWith("holds/"))
                        .toList());
    }

    @Test
    void whatCameOrWentWhileItWasReadMayBeMissing() {
        Life life = new Life();
        live(life, 6);

        assertEquals(
                List.of(),
                found(life, FROM_1_TO_6, FROM_4_TO_6),
                "it came while ids was read, and went while placed was");
        assertEquals(List.of("ids/o-1"), found(life, FROM_4_TO_6, FROM_1_TO_6));
        Life longer = new Life();
        live(longer, 7);
        assertEquals(List.of("placed/o-1"), found(longer, FROM_1_TO_6, FROM_4_TO_6), "it was open all the time");
    }

    private static void live(Life life, int paidAt) {
        life.begin(new Recorded(new Seq(2, 0), ORDER));
        IdState placed = Objects.requireNonNull(life.state());
        IdState paid = placed.after(new Payment("p-1", ORDER.stream(), ORDER.id(), MINUTE));
        life.settle(Objects.requireNonNull(paid), new Seq(paidAt, 0));
    }

    private static List<String> found(Life life, Span ids, Span placed) {
        Differences differences = new Differences();
        life.compare("o-1", ids, placed, differences);
        return differences.named().stream().map(Audit.Difference::tally).toList();
    }
}
