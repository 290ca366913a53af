package org.livetally.domain.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of an order's life, and the names that the wire, the ledger and Redis share. */
final class OrderStateTest {
    @ParameterizedTest
    @CsvSource({
        "PLACED, ORDER,",
        "PLACED, PAYMENT, PAID",
        "PLACED, CANCELLATION, CANCELLED",
        "PLACED, REFUND,",
        "PAID, ORDER,",
        "PAID, PAYMENT,",
        "PAID, CANCELLATION,",
        "PAID, REFUND, PAID",
        "CANCELLED, ORDER,",
        "CANCELLED, PAYMENT,",
        "CANCELLED, CANCELLATION,",
        "CANCELLED, REFUND,",
    })
    void anOrderTakesTheseStepsAndNoOther(OrderState state, MessageType type, @Nullable OrderState next) {
        assertEquals(next, state.after(type));
    }

    @ParameterizedTest
    @CsvSource({"ORDER, order", "PAYMENT, payment", "CANCELLATION, cancellation", "REFUND, refund"})
    void aTypeHasTheNameOfTheContract(MessageType type, String wire) {
        assertEquals(wire, type.wire());
        assertEquals(type, MessageType.named(wire));
    }

    @ParameterizedTest
    @EnumSource
    void aStateIsFoundByItsName(OrderState state) {
        assertEquals(state, OrderState.named(state.wire()));
    }

    @Test
    void noOtherNameIsAnything() {
        assertNull(MessageType.named("REFUND"));
        assertNull(MessageType.named(""));
        assertNull(MessageType.named(null));
        assertNull(OrderState.named("refund"));
        assertEquals(
                "order, payment, cancellation, refund, stock, show, deal, delivery or deal_cancellation",
                MessageType.choice());
    }
}
