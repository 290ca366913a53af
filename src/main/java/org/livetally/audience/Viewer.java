package org.livetally.audience;

import java.util.function.Consumer;
import org.livetally.socket.TextFrame;

/** One audience connection; small, since there are very many. */
final class Viewer {
    /** A person taps perhaps 10 times a second, and pages add taps up: 20 messages a second leave room. */
    static final long INTERVAL_MS = 1_000 / 20;

    /** What may come at once, after a quiet time or a stall of the network. */
    static final int BURST = 40;

    private Consumer<TextFrame> outlet;
    private final String id;
    private long fullAt;

    /** A connection of the viewer with this id; one viewer may have several. */
    Viewer(Consumer<TextFrame> outlet, String id) {
        this.outlet = outlet;
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Sends, or not: a viewer who reads too slowly misses it. */
    void send(TextFrame frame) {
        outlet.accept(frame);
    }

    /** Lets its connection go, which a view that waits to be written would hold in memory. */
    void leave() {
        outlet = frame -> {};
    }

    /**
     * Whether one more message is within the rate.
     *
     * <p>A token bucket held in one number, the time at which it would be full again if nothing more came (GCRA).
     */
    boolean admits(long now) {
        long limit = now + BURST * INTERVAL_MS;
        if (fullAt < now || fullAt > limit) {
            fullAt = now; // quiet for long, or the clock was set back
        }
        if (fullAt + INTERVAL_MS > limit) {
            return false;
        }
        fullAt += INTERVAL_MS;
        return true;
    }
}
