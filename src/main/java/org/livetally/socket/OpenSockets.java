package org.livetally.socket;

import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.livetally.metrics.LimitCounters;

/**
 * The open WebSockets of one event loop: finds peers that are gone without a word, and says goodbye at the end.
 *
 * <p>Every {@value #PING_MS} ms each socket is pinged; one that answered none of the last two is closed. One task for all
 * sockets, not a timer each.
 */
public final class OpenSockets {
    static final long PING_MS = 20_000;

    private final Set<WebSocket> open = new HashSet<>();
    private final LimitCounters counters;
    private boolean goingAway;

    public OpenSockets(Vertx vertx) {
        this(vertx, new LimitCounters());
    }

    /** @param counters shared by all event loops */
    public OpenSockets(Vertx vertx, LimitCounters counters) {
        this(vertx, counters, PING_MS);
    }

    /** @param pingMs how often each socket is pinged */
    public OpenSockets(Vertx vertx, long pingMs) {
        this(vertx, new LimitCounters(), pingMs);
    }

    private OpenSockets(Vertx vertx, LimitCounters counters, long pingMs) {
        this.counters = counters;
        vertx.setPeriodic(pingMs, id -> copy().forEach(WebSocket::check));
    }

    /** What the limits of these sockets are counted in. */
    LimitCounters counters() {
        return counters;
    }

    /** Looks after the socket until it ends. {@code onClose} is called once. */
    public void add(WebSocket socket, Runnable onClose) {
        open.add(socket);
        socket.onClose(() -> {
            open.remove(socket);
            onClose.run();
        });
        if (goingAway) {
            socket.close(CloseCode.GOING_AWAY);
        }
    }

    /** Closes every socket with 1001, and those that come from now on. */
    public void goAway() {
        goingAway = true;
        copy().forEach(socket -> socket.close(CloseCode.GOING_AWAY));
    }

    /** Ends what is left after {@link #goAway}: peers that did not close their side. */
    public void cutOff() {
        copy().forEach(WebSocket::cutOff);
    }

    private List<WebSocket> copy() {
        return List.copyOf(open); // closing changes the set
    }
}
