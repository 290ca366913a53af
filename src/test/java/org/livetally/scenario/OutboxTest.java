package org.livetally.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.scenario.Reported.Sale;

class OutboxTest {
    private static final long TIMEOUT = 100;
    private static final long BACK_OFF = 10;

    private final List<Sale> orders = SmallScript.of(5, 1, 0).orders();
    private final Outbox outbox = new Outbox(3, TIMEOUT, BACK_OFF);

    @BeforeEach
    void fill() {
        orders.forEach(outbox::add);
    }

    @Test
    void noMoreThanTheWindowIsOutstanding() {
        assertEquals(orders.subList(0, 2), outbox.take(2, 0));
        assertEquals(orders.subList(2, 3), outbox.take(2, 0));
        assertEquals(List.of(), outbox.take(2, 0));
        outbox.acked(orders.get(1).id());
        assertEquals(orders.subList(3, 4), outbox.take(2, 0));
    }

    @Test
    void whatMustComeAfterAnotherWaitsForItsAck() {
        Outbox own = new Outbox(3, TIMEOUT, BACK_OFF);
        Sale order = orders.get(0);
        Reported refund = new Reported.Other(order.channel(), new Refund("r-1", "small", order.id(), 100, 0));
        own.add(order);
        own.add(refund);
        assertEquals(List.of(order), own.take(3, 0));
        own.rejected(order.id(), 0); // the server is too busy
        assertEquals(List.of(), own.take(3, BACK_OFF - 1));
        assertEquals(List.of(order), own.take(3, BACK_OFF));
        own.acked(order.id());
        assertEquals(List.of(refund), own.take(3, BACK_OFF));
    }

    @Test
    void onlyAcksEmptyIt() {
        while (!outbox.isEmpty()) {
            List<Reported> sent = outbox.take(2, 0);
            assertFalse(outbox.isEmpty());
            sent.forEach(order -> assertNotNull(outbox.acked(order.id())));
        }
        assertTrue(outbox.isEmpty());
    }

    @Test
    void secondAckOfAnOrderSaysNothing() {
        outbox.take(1, 0);
        assertEquals(orders.get(0), outbox.acked(orders.get(0).id()));
        assertNull(outbox.acked(orders.get(0).id()));
    }

    @Test
    void whatIsNotAckedInTimeIsSentAgain() {
        outbox.take(3, 0);
        assertEquals(List.of(), outbox.take(3, TIMEOUT - 1));
        assertEquals(3, outbox.take(3, TIMEOUT).size());
    }

    @Test
    void whatTheServerIsTooBusyForIsSentAgainALittleLater() {
        outbox.take(1, 0);
        outbox.rejected(orders.get(0).id(), 5);
        assertEquals(orders.subList(1, 4), outbox.take(3, 5 + BACK_OFF - 1));
        outbox.acked(orders.get(1).id());
        assertEquals(orders.subList(0, 1), outbox.take(3, 5 + BACK_OFF));
    }

    @Test
    void busyAnswerAfterAnAckIsIgnored() {
        orders.forEach(order -> {
            outbox.take(1, 0);
            outbox.acked(order.id());
            outbox.rejected(order.id(), 0);
        });
        assertTrue(outbox.isEmpty());
    }

    @Test
    void whatWasOutstandingOnALostConnectionIsSentFirstAndOneByOneUntilAcksCome() {
        outbox.take(3, 0);
        outbox.acked(orders.get(1).id());
        outbox.connectionLost();
        assertEquals(List.of(orders.get(0)), outbox.take(9, 1));
        outbox.acked(orders.get(0).id());
        assertEquals(List.of(orders.get(2), orders.get(3)), outbox.take(9, 1));
    }
}
