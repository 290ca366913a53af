package org.livetally.ledger.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.QueuedMessage;

/** Messages that wait, in order, and how many of them make a batch. */
final class PendingQueue {
    static final int MAX_BATCH_BYTES = 512 * 1024;

    private final ArrayDeque<QueuedMessage> waiting = new ArrayDeque<>();
    private int singly;

    void add(QueuedMessage message) {
        waiting.add(message);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Nullable
    QueuedMessage oldest() {
        return waiting.peek();
    }

    /** Removes and returns as many messages as one script takes; none if nothing waits. */
    List<QueuedMessage> takeBatch() {
        int most = singly > 0 ? 1 : RecordScript.MAX_MESSAGES;
        singly = Math.max(0, singly - 1);
        List<QueuedMessage> taken = new ArrayList<>(Math.min(most, waiting.size()));
        int bytes = 0;
        long value = 0;
        while (taken.size() < most && !waiting.isEmpty()) {
            LedgerEntry entry = waiting.element().entry();
            bytes += entry.json().length;
            value += placed(entry.message());
            if (!taken.isEmpty() && (bytes > MAX_BATCH_BYTES || value > Integers.MAX_EXACT)) {
                break;
            }
            taken.add(waiting.remove());
        }
        return taken;
    }

    /**
     * What a message adds to the stream's {@code placed}. That is the largest total, and must not pass 2^53 - 1 in one
     * step.
     */
    private static long placed(Message message) {
        return switch (message.type()) {
            case ORDER -> ((Order) message).amount();
            case PAYMENT,
                    CANCELLATION,
                    REFUND,
                    STOCK,
                    SHOW,
                    DEAL,
                    DELIVERY,
                    DEAL_CANCELLATION,
                    CATALOGUE,
                    GROUPS,
                    ERASURE,
                    LOSS -> 0;
        };
    }

    /** Puts messages back at the head. */
    void takeBack(List<QueuedMessage> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            waiting.addFirst(messages.get(i));
        }
    }

    /** Puts messages back at the head, to be taken one at a time. */
    void takeBackSingly(List<QueuedMessage> batch) {
        takeBack(batch);
        singly = batch.size();
    }

    List<QueuedMessage> takeAll() {
        List<QueuedMessage> all = new ArrayList<>(waiting);
        waiting.clear();
        singly = 0;
        return all;
    }
}
