package org.livetally.socket;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.livetally.http.guard.Budgets;
import org.livetally.http.guard.MemoryBudget;
import org.livetally.metrics.LimitCounters;
import org.livetally.settings.Limits;
import org.livetally.wire.CloseCode;

/**
 * The open WebSockets of one event loop. Detects dead peers by ping, and closes all sockets with 1001 on shutdown.
 *
 * <p>Each socket is pinged every {@value #PING_MS} ms, and closed if it answered neither of the last two pings. One
 * timer serves all sockets, a few at a time, since ten thousand at once would hold up orders.
 */
public final class OpenSockets {
    static final long PING_MS = 20_000;

    private static final int STEPS = 100;

    private final Set<WebSocket> open = new HashSet<>();
    private final LimitCounters counters;
    private final MemoryBudget requests;
    private final long messageNanos;
    /** The sockets that are still to be pinged in this round. */
    private final Deque<WebSocket> round = new ArrayDeque<>();
    /** The current step of the round. */
    private int step;

    private boolean closing;

    public OpenSockets(Vertx vertx) {
        this(vertx, PING_MS);
    }

    /** @param pingMs how often each socket is pinged */
    public OpenSockets(Vertx vertx, long pingMs) {
        this(vertx, Limits.DEFAULTS, new LimitCounters(), Budgets.ofHeap().requests(), pingMs);
    }

    /**
     * Pings at the default interval.
     *
     * @param counters shared by all event loops
     * @param requests limits the memory of incomplete messages
     */
    public OpenSockets(Vertx vertx, Limits limits, LimitCounters counters, MemoryBudget requests) {
        this(vertx, limits, counters, requests, PING_MS);
    }

    private OpenSockets(Vertx vertx, Limits limits, LimitCounters counters, MemoryBudget requests, long pingMs) {
        this.counters = counters;
        this.requests = requests;
        this.messageNanos = TimeUnit.SECONDS.toNanos(limits.requestSeconds());
        vertx.setPeriodic(Math.max(1, pingMs / STEPS), id -> pingSome());
    }

    private void pingSome() {
        if (step == 0) {
            round.addAll(open);
        }
        for (int now = -Math.floorDiv(-round.size(), STEPS - step); now > 0; now--) {
            round.remove().check();
        }
        step = (step + 1) % STEPS;
    }

    /** The counters of these sockets' limits. */
    LimitCounters counters() {
        return counters;
    }

    /** The limit on the memory of incomplete messages. */
    MemoryBudget requests() {
        return requests;
    }

    /** How long a message may take to arrive, from its first byte; 0 for no limit. */
    long messageNanos() {
        return messageNanos;
    }

    /** Watches the socket until it ends. {@code onClose} is called once. */
    public void add(WebSocket socket, Runnable onClose) {
        open.add(socket);
        socket.onClose(() -> {
            open.remove(socket);
            onClose.run();
        });
        if (closing) {
            socket.close(CloseCode.GOING_AWAY);
        }
    }

    /** Closes every socket with 1001, including those that are added later. */
    public void closeAll() {
        closing = true;
        copy().forEach(socket -> socket.close(CloseCode.GOING_AWAY));
    }

    /** Closes the sockets that remain after {@link #closeAll}, whose peers did not close their side. */
    public void terminate() {
        copy().forEach(WebSocket::terminate);
    }

    private List<WebSocket> copy() {
        return List.copyOf(open); // a copy, since closing changes the set
    }
}
