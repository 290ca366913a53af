package org.livetally.socket;

import io.netty.channel.Channel;
import org.livetally.metrics.LimitCounters;

/**
 * What one HTTP connection makes the process keep, as its event loop is told of its requests; where there is no room for it, it is
 * cut off. A request counts until it is all there, or was answered before (then Vert.x throws the rest away), and while it waits for
 * the answer to the one before it. The connection itself counts as long as it waits for a request.
 */
final class RequestMemory {
    /** What every connection may keep, however short memory is: the head of an ordinary request, an order. */
    static final int FREE_BYTES = 2 << 10;

    /** Requests in one read of a connection, which could bring thousands: others have no turn until all were answered. */
    private static final int MAX_PIPELINED = 100;

    private final Channel channel;
    private final LimitCounters counters;
    private final MemoryBudget.Share connection;
    private final MemoryBudget.Share request;
    /** Bytes of the request that is not all there yet. */
    private long received;
    /** Requests whose answer was not written. */
    private int unanswered;
    /** Of the request that is not all there yet. */
    private boolean headSeen;

    private int inRead;

    RequestMemory(Channel channel, Budgets budgets, LimitCounters counters) {
        this.channel = channel;
        this.counters = counters;
        this.connection = budgets.connections().new Share(this::cutOff);
        this.request = budgets.requests().new Share(this::cutOff);
    }

    /** The connection is there, and waits for a request; false if it was cut off. */
    boolean waits() {
        return connection.keep(Budgets.CONNECTION_BYTES) && keepRequests() || isCutOff();
    }

    /** So many bytes have come; false if it was cut off. */
    boolean read(int bytes) {
        inRead = 0;
        received += isAnsweredEarly() ? 0 : bytes;
        connection.progressed();
        request.progressed();
        return waits();
    }

    /** One of the requests in them begins; false if it was cut off. */
    boolean begins() {
        headSeen = true;
        unanswered++;
        boolean isRoom = ++inRead <= MAX_PIPELINED && (unanswered == 1 || keepRequests());
        return isRoom || isCutOff();
    }

    /** It is all there. */
    void ends() {
        headSeen = false;
        received = 0;
        connection.keep(0);
        keepRequests();
    }

    /** One of those that wait has its answer, which was not sent yet. */
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

    /** It keeps nothing any more: it has ended, or become a WebSocket. */
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

    /** @return false, for there is no room */
    private boolean isCutOff() {
        cutOff();
        return false;
    }

    private void cutOff() {
        counters.memory.increment();
        forgets();
        Channels.cutOff(channel);
    }
}
