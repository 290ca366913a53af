package org.livetally.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.scenario.Scenario.Order;

/**
 * Orders of one producer that are not acked yet. Each is in exactly one place: waiting to be sent, sent, or put off for a while
 * because the server was busy. Only an ack takes an order out, so nothing is ever lost, and since an order is resent under its
 * id nothing is counted twice.
 *
 * <p>Times are nanoseconds of a monotonic clock. Not thread-safe.
 */
final class Outbox {
    private final int window;
    private final long ackTimeout;
    private final long backOff;
    private final Deque<Order> waiting = new ArrayDeque<>();
    /** In the order of sending, so the eldest is first. */
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    /** All are put off for the same time, so the first is due first. */
    private final Deque<Sent> putOff = new ArrayDeque<>();
    /** How much of the window is open: after a loss it starts from one order, so that a server in trouble gets somewhere. */
    private int opened;

    /**
     * @param window how many orders may be sent and not acked at once
     * @param ackTimeout after which a sent order is sent again
     * @param backOff before an order is sent again that the server was too busy for
     */
    Outbox(int window, long ackTimeout, long backOff) {
        this.window = window;
        this.opened = window;
        this.ackTimeout = ackTimeout;
        this.backOff = backOff;
    }

    void add(Order order) {
        waiting.addLast(order);
    }

    /** What is to be sent now, at most so many; they count as sent from here on. */
    List<Order> take(int most, long now) {
        takeBackOverdue(now);
        List<Order> batch = new ArrayList<>();
        while (batch.size() < most && sent.size() < opened && !waiting.isEmpty()) {
            Order order = waiting.removeFirst();
            sent.put(order.id(), new Sent(order, now));
            batch.add(order);
        }
        return batch;
    }

    /** The order that is done with, or null if it was already: what was resent may be acked twice. */
    @Nullable
    Order acked(String id) {
        Sent done = sent.remove(id);
        opened = Math.min(window, opened + 1);
        return done == null ? null : done.order();
    }

    /** The server was too busy for this order. An id that is not outstanding (acked by now) is ignored. */
    void refused(String id, long now) {
        Sent refused = sent.remove(id);
        if (refused != null) {
            putOff.addLast(new Sent(refused.order(), now));
        }
    }

    /** What was sent and not acked may or may not have been recorded: all of it is sent again. */
    void connectionLost() {
        List<Order> unknown = sent.values().stream().map(Sent::order).toList();
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

    private record Sent(Order order, long at) {}
}
