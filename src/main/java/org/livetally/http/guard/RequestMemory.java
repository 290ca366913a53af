package org.livetally.http.guard;

import io.netty.channel.Channel;
import org.livetally.metrics.LimitCounters;

/**
 * What one HTTP connection makes the process keep, according to the events of its requests. If there is no room for it,
 * the connection is closed. A request counts until it is complete, or was answered earlier (Vert.x discards the rest
 * then), and while it waits for the answer to the one before it. The connection itself counts while it waits for a
 * request.
 */
public final class RequestMemory {
    /** What every connection may keep, however short memory is: the head of an ordinary request, or an order. */
    public static final int FREE_BYTES = 2 << 10;

    /**
     * Maximum of requests in a single read, which could bring thousands; others would have no turn until all were
     * answered.
     */
    private static final int MAX_PIPELINED = 100;

    private final Channel channel;
    private final LimitCounters counters;
    private final MemoryBudget.Share connection;
    private final MemoryBudget.Share request;
    /** Bytes of the incomplete request. */
    private long received;
    /** Requests whose answer was not written. */
    private int unanswered;
    /** Whether the head of the incomplete request has arrived. */
    private boolean headSeen;
    /** Whether the body of the incomplete request is not kept in memory. */
    private boolean streamed;

    private int inRead;

    RequestMemory(Channel channel, Budgets budgets, LimitCounters counters) {
        this.channel = channel;
        this.counters = counters;
        this.connection = budgets.connections().new Share(this::terminate);
        this.request = budgets.requests().new Share(this::terminate);
    }

    /** The connection waits for a request; false if it was closed. */
    boolean waits() {
        return connection.keep(Budgets.CONNECTION_BYTES) && keepRequests() || isCutOff();
    }

    /** This many bytes have arrived; false if the connection was closed. */
    boolean read(int bytes) {
        inRead = 0;
        received += isAnsweredEarly() || streamed ? 0 : bytes;
        connection.progressed();
        request.progressed();
        return waits();
    }

    /** A request begins; false if the connection was closed. */
    boolean begins() {
        headSeen = true;
        unanswered++;
        boolean isRoom = ++inRead <= MAX_PIPELINED && (unanswered == 1 || keepRequests());
        return isRoom || isCutOff();
    }

    /** The body of the incomplete request is written to disk as it arrives. */
    void streams() {
        streamed = true;
        received = 0;
        keepRequests();
    }

    /** The request is complete. */
    void ends() {
        headSeen = false;
        streamed = false;
        received = 0;
        connection.keep(0);
        keepRequests();
    }

    /** A waiting request has its answer, which was not sent yet. */
    void answered() {
        unanswered--;
        if (isAnsweredEarly()) {
            received = 0;
        }
        keepRequests();
    }

    /** An answer was sent. */
    void sent() {
        if (unanswered == 0) {
            connection.answered();
            request.answered();
            waits();
        }
    }

    /** The connection keeps nothing any more: it has ended, or become a WebSocket. */
    void forgets() {
        unanswered = 0;
        ends();
    }

    private boolean isAnsweredEarly() {
        return headSeen && unanswered == 0;
    }

    private boolean keepRequests() {
        return request.keep(Math.max(0, received - FREE_BYTES) + Math.max(0, unanswered - 1) * Budgets.REQUEST_BYTES);
    }

    /** @return false, since there is no room */
    private boolean isCutOff() {
        terminate();
        return false;
    }

    private void terminate() {
        counters.memory.increment();
        forgets();
        VertxNettyBridge.terminate(channel);
    }
}
