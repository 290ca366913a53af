package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Order;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.QueuedMessage;

/** Messages that are taken one at a time, and those that come after them. */
final class PendingQueueTest {
    private final PendingQueue queue = new PendingQueue();

    @Test
    void messagesTakenBackSinglyComeOneAtATimeAndTheOthersTogether() {
        add(3);
        queue.takeBackSingly(queue.takeBatch());
        add(2);

        assertEquals(List.of(1, 1, 1, 2), sizes(4));
    }

    @Test
    void thoseThatAreGivenUpDoNotSlowTheNext() {
        add(3);
        queue.takeBackSingly(queue.takeBatch());
        queue.takeAll();
        add(5);

        assertEquals(List.of(5), sizes(1));
    }

    private List<Integer> sizes(int batches) {
        return IntStream.range(0, batches)
                .mapToObj(i -> queue.takeBatch().size())
                .toList();
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            Order order =
                    new Order("o-" + i, "s", null, null, List.of(new Order.Line("tea", 1, 1)), true, Order.NO_TIME);
            queue.add(new QueuedMessage(LedgerEntry.of(order, TestOrders.MINUTE), 0, receipt -> {}));
        }
    }
}
