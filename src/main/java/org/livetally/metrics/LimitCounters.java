package org.livetally.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How often each limit was reached, over all event loops of the process, and the value that is compared with it. */
public final class LimitCounters {
    /** Open connections now, whatever they are used for. */
    public final AtomicInteger connections = new AtomicInteger();
    /** Connections refused because there were too many in all. */
    public final LongAdder refusedInAll = new LongAdder();
    /** Connections refused because there were too many from their address. */
    public final LongAdder refusedPerAddress = new LongAdder();
    /** Connections closed because a request or a message did not arrive in time. */
    public final LongAdder slowRequests = new LongAdder();
    /** Connections closed because their peer did not read the response. */
    public final LongAdder slowReaders = new LongAdder();
    /** Connections closed because what they had sent, or not read, took memory that others needed. */
    public final LongAdder memory = new LongAdder();
    /** Order sockets closed with 1008 for too many invalid messages in a row. */
    public final LongAdder invalidMessages = new LongAdder();
    /** Screens closed with 1008 because they sent too much. */
    public final LongAdder screenMessages = new LongAdder();
    /** Messages of viewers above their rate, which were not read. */
    public final LongAdder audienceMessages = new LongAdder();
    /** Orders of viewers above their rate, which were answered {@code busy}. */
    public final LongAdder audienceOrders = new LongAdder();
    /**
     * Views that could neither be written nor buffered, since too many were waiting for Redis or for room on its disk.
     */
    public final LongAdder viewsDropped = new LongAdder();
    /** Pings without a pong, because their sender did not read the pongs before. */
    public final LongAdder pongsDropped = new LongAdder();

    interface Each {
        void accept(LongAdder count, String limit);
    }

    void forEach(Each each) {
        each.accept(refusedInAll, "connections");
        each.accept(refusedPerAddress, "connections_per_address");
        each.accept(slowRequests, "request_time");
        each.accept(slowReaders, "response_time");
        each.accept(memory, "memory");
        each.accept(invalidMessages, "invalid_messages");
        each.accept(screenMessages, "screen_messages");
        each.accept(audienceMessages, "audience_messages");
        each.accept(audienceOrders, "audience_orders");
        each.accept(viewsDropped, "views");
        each.accept(pongsDropped, "pongs");
    }
}
