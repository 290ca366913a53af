package org.livetally.audience;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.socket.RateLimiter;
import org.livetally.socket.TextFrame;

/** One audience connection. Kept small, since there are very many. */
final class Viewer {
    private static final int BURST_ORDERS = 5;
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(2);

    private Consumer<TextFrame> outlet;
    private final String id;
    private final String address;
    private final RateLimiter rate;
    /** Created at the first order: most viewers order nothing. */
    private @Nullable RateLimiter orders;

    /**
     * A connection of the viewer with this id; one viewer may have several.
     *
     * @param address the client's address, by which connections are limited
     */
    Viewer(Consumer<TextFrame> outlet, String id, String address, RateLimiter rate) {
        this.outlet = outlet;
        this.id = id;
        this.address = address;
        this.rate = rate;
    }

    String id() {
        return id;
    }

    String address() {
        return address;
    }

    /** Sends the frame, unless the viewer reads too slowly: then the frame is skipped. */
    void send(TextFrame frame) {
        outlet.accept(frame);
    }

    /** Releases the connection, which would otherwise stay in memory as long as the view waits to be written. */
    void leave() {
        outlet = frame -> {};
    }

    /** Whether the viewer may place one more order: five at once, then one every two seconds of real time. */
    boolean mayOrder() {
        if (orders == null) {
            orders = new RateLimiter(BURST_ORDERS, BETWEEN_ORDERS);
        }
        return orders.admits();
    }

    /** Whether the viewer may send one more message at this moment, in epoch milliseconds. */
    boolean admits(long now) {
        return rate.admits(TimeUnit.MILLISECONDS.toNanos(now));
    }
}
