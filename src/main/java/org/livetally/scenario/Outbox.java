package org.livetally.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.scenario.Scenario.Sale;

/**
 * Orders of one producer that are not acked yet. Each is in exactly one state: waiting to be sent, sent, or postponed
 * because the server was busy. Only an ack removes an order, so none is lost. An order is resent under the same id, so
 * none is counted twice.
 *
 * <p>Times are nanoseconds of a monotonic clock. Not thread-safe.
 */
final class Outbox {
    private final int window;
    private final long ackTimeout;
    private final long backOff;
    private final Deque<Sale> waiting = new ArrayDeque<>();
    /** In the order of sending, so the oldest is first. */
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    /** All are postponed for the same time, so the first one is due first. */
    private final Deque<Sent> putOff = new ArrayDeque<>();
    /**
     * How much of the window is open. After a loss it starts from one order, so that a server in trouble can make
     * progress.
     */
    private int opened;

    /**
     * @param window maximum of orders that are sent and not acked
     * @param ackTimeout after which a sent order is sent again
     * @param backOff before an order is sent again for which the server was too busy
     */
    Outbox(int window, long ackTimeout, long backOff) {
        this.window = window;
        this.opened = window;
        this.ackTimeout = ackTimeout;
        this.backOff = backOff;
    }

    void add(Sale order) {
        waiting.addLast(order);
    }

    /** Returns up to {@code most} orders to be sent now, and counts them as sent. */
    List<Sale> take(int most, long now) {
        takeBackOverdue(now);
        List<Sale> batch = new ArrayList<>();
        while (batch.size() < most && sent.size() < opened && !waiting.isEmpty()) {
            Sale order = waiting.removeFirst();
            sent.put(order.id(), new Sent(order, now));
            batch.add(order);
        }
        return batch;
    }

    /** Removes and returns the order; null if it was removed already: an order that was resent may be acked twice. */
    @Nullable
    Sale acked(String id) {
        Sent done = sent.remove(id);
        opened = Math.min(window, opened + 1);
        return done == null ? null : done.order();
    }

    /** Notes that the server was too busy for this order. An id that is not outstanding (acked by now) is ignored. */
    void rejected(String id, long now) {
        Sent rejected = sent.remove(id);
        if (rejected != null) {
            putOff.addLast(new Sent(rejected.order(), now));
        }
    }

    /** Everything sent and not acked may or may not have been recorded, so all of it is sent again. */
    void connectionLost() {
        List<Sale> unknown = sent.values().stream().map(Sent::order).toList();
        sent.clear();
        opened = 1;
        for (int i = unknown.size() - 1; i >= 0; i--) {
            waiting.addFirst(unknown.get(i));
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty() && sent.isEmpty() && putOff.isEmpty();
    }

    private void takeBackOverdue(long now) {
        while (!putOff.isEmpty() && now - putOff.getFirst().at() >= backOff) {
            waiting.addFirst(putOff.removeFirst().order());
        }
        for (Iterator<Sent> eldest = sent.values().iterator(); eldest.hasNext(); ) {
            Sent order = eldest.next();
            if (now - order.at() < ackTimeout) {
                return;
            }
            eldest.remove();
            waiting.addFirst(order.order());
        }
    }

    private record Sent(Sale order, long at) {}
}
