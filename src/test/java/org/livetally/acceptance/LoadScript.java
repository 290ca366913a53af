package org.livetally.acceptance;

import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.ResendingProducer.Message;
import org.livetally.testing.ResendingProducer.Script;

/**
 * Sends orders as fast as the window allows.
 *
 * @param numbers of the orders, in the order of sending; a repeated number is a resend
 */
record LoadScript(LoadOrders orders, Queue<Integer> numbers) implements Script {
    @Override
    public @Nullable Message next() {
        Integer number = numbers.poll();
        return number == null ? null : new Message("order-" + number, orders.json(number));
    }

    @Override
    public boolean hasEnded() {
        return numbers.isEmpty();
    }
}
