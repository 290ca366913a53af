package org.livetally.domain.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.DealCancellation;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.DealEvent.Terms;

/** The table of a deal's life, and how far a deal comes. */
final class DealStateTest {
    @ParameterizedTest
    @CsvSource({
        "INTENT, DEAL,",
        "INTENT, DELIVERY,",
        "INTENT, DEAL_CANCELLATION, DEAL_CANCELLED",
        "INTENT, PAYMENT,",
        "AGREEMENT, DEAL,",
        "AGREEMENT, DELIVERY, AGREEMENT",
        "AGREEMENT, DEAL_CANCELLATION, DEAL_CANCELLED",
        "AGREEMENT, CANCELLATION,",
        "AGREEMENT, REFUND,",
        "DEAL_CANCELLED, DEAL,",
        "DEAL_CANCELLED, DELIVERY,",
        "DEAL_CANCELLED, DEAL_CANCELLATION,",
        "DEAL_CANCELLED, ORDER,",
    })
    void aDealTakesTheseStepsAndNoOther(DealState state, MessageType type, @Nullable DealState next) {
        assertEquals(next, state.after(type));
    }

    @ParameterizedTest
    @CsvSource({"DEAL, deal", "DELIVERY, delivery", "DEAL_CANCELLATION, deal_cancellation"})
    void aTypeHasTheNameOfTheContract(MessageType type, String wire) {
        assertEquals(wire, type.wire());
        assertEquals(type, MessageType.named(wire));
    }

    @ParameterizedTest
    @EnumSource
    void aStateIsFoundByItsNameAndIsNoneOfAnOrder(DealState state) {
        assertEquals(state, DealState.named(state.wire()));
        assertNull(OrderState.named(state.wire()));
    }

    @ParameterizedTest
    @EnumSource
    void aKindIsFoundByItsName(Kind kind) {
        assertEquals(kind, Kind.named(kind.wire()));
    }

    @Test
    void noOtherNameIsAnything() {
        assertNull(DealState.named("cancelled"));
        assertNull(DealState.named("AGREEMENT"));
        assertNull(Kind.named("deal_cancelled"));
        assertNull(Kind.named(null));
    }

    @ParameterizedTest
    @CsvSource({
        // of 100 and 10 units:   amount, qty, whether that fits
        "100, 10, true",
        "100,, true",
        "0, 10, true",
        "101,, false",
        "100, 11, false",
    })
    void deliveriesStayWithinTheAmountAndTheQuantity(long amount, @Nullable Long qty, boolean fits) {
        DealProgress fresh = DealProgress.of(deal(Kind.AGREEMENT, 10L));
        DealProgress after = fresh.after(delivery(amount, qty));

        assertEquals(fits, after != null);
        if (after != null) {
            assertEquals(amount, after.delivered());
            assertEquals(qty == null ? 0 : qty, after.deliveredQty());
        }
        assertNull(DealProgress.of(deal(Kind.INTENT, 10L)).after(delivery(amount, qty)));
    }

    @Test
    void withoutAQuantityOnlyTheAmountIsALimit() {
        assertNotNull(DealProgress.of(deal(Kind.AGREEMENT, null)).after(delivery(1, 1_000_000L)));
    }

    @Test
    void whatWasDeliveredIsNotCalledOff() {
        DealCancellation cancellation = new DealCancellation("c", "s", "d", null, 1, null);
        DealProgress fresh = DealProgress.of(deal(Kind.AGREEMENT, null));

        assertEquals(
                DealState.DEAL_CANCELLED,
                assertNotNullAnd(fresh.after(cancellation)).state());
        assertNull(assertNotNullAnd(fresh.after(delivery(1, null))).after(cancellation));
        assertNull(assertNotNullAnd(fresh.after(delivery(0, 1L))).after(cancellation));
        assertNotNull(assertNotNullAnd(fresh.after(delivery(0, null))).after(cancellation), "nothing was");
        assertNull(assertNotNullAnd(fresh.after(cancellation)).after(delivery(0, null)));
    }

    private static DealProgress assertNotNullAnd(@Nullable DealProgress progress) {
        assertNotNull(progress);
        return progress;
    }

    private static Deal deal(Kind kind, @Nullable Long qty) {
        return new Deal("d", "s", kind, new Terms("company", 100, null, qty, null, null, 7L), null, 1, null);
    }

    private static Delivery delivery(long amount, @Nullable Long qty) {
        return new Delivery("dl", "s", "d", amount, qty, null, 1, null);
    }
}
