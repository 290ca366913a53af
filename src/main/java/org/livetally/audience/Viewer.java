package org.livetally.audience;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.socket.Rate;
import org.livetally.socket.TextFrame;

/** One audience connection; small, since there are very many. */
final class Viewer {
    private static final int ORDERS_AT_ONCE = 5;
    private static final Duration BETWEEN_ORDERS = Duration.ofSeconds(2);

    private Consumer<TextFrame> outlet;
    private final String id;
    private final String address;
    private final Rate rate;
    /** Most viewers order nothing. */
    private @Nullable Rate orders;

    /**
     * A connection of the viewer with this id; one viewer may have several.
     *
     * @param address whom it is counted for
     */
    Viewer(Consumer<TextFrame> outlet, String id, String address, Rate rate) {
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

    /** Sends, or not: a viewer who reads too slowly misses it. */
    void send(TextFrame frame) {
        outlet.accept(frame);
    }

    /** Lets its connection go, which a view that waits to be written would hold in memory. */
    void leave() {
        outlet = frame -> {};
    }

    /** Whether one more order is within the rate: five at once, then one each two seconds of real time. */
    boolean mayOrder() {
        if (orders == null) {
            orders = new Rate(ORDERS_AT_ONCE, BETWEEN_ORDERS);
        }
        return orders.admits();
    }

    /** Whether one more message is within the rate, at this moment in epoch milliseconds. */
    boolean admits(long now) {
        return rate.admits(TimeUnit.MILLISECONDS.toNanos(now));
    }
}
