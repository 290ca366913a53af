package org.livetally.socket;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.Map;
import org.livetally.metrics.LimitCounters;

/**
 * The open WebSockets of one event loop: finds peers that are gone without a word, and says goodbye at the end.
 *
 * <p>Every {@value #PING_MS} ms each socket is pinged; one that answered none of the last two is closed. A close frame
 * cannot leave while the peer reads nothing, and Vert.x waits for it without end; so a socket that is still closing a round
 * later is cut off. One task for all sockets, not a timer each.
 */
public final class OpenSockets {
    static final long PING_MS = 20_000;
    private static final int UNANSWERED_LIMIT = 2;
    private static final Buffer PING = Buffer.buffer("livetally");

    private final Map<ServerWebSocket, Watched> open = new HashMap<>();

    private final LimitCounters counters;
    private boolean goingAway;

    private static final class Watched {
        final Channel channel;
        int unanswered;
        boolean closing;

        Watched(Channel channel) {
            this.channel = channel;
        }
    }

    public OpenSockets(Vertx vertx) {
        this(vertx, new LimitCounters());
    }

    /** @param counters shared by all event loops */
    public OpenSockets(Vertx vertx, LimitCounters counters) {
        this(vertx, counters, PING_MS);
    }

    /** @param pingMs how often each socket is pinged, and a closing one is given its last chance */
    public OpenSockets(Vertx vertx, long pingMs) {
        this(vertx, new LimitCounters(), pingMs);
    }

    private OpenSockets(Vertx vertx, LimitCounters counters, long pingMs) {
        this.counters = counters;
        vertx.setPeriodic(pingMs, id -> copy().forEach(this::check));
    }

    /** Looks after the socket, which writes to the channel, until it closes. {@code onClose} is called once. */
    public void add(ServerWebSocket socket, Channel channel, Runnable onClose) {
        Watched watched = new Watched(channel);
        open.put(socket, watched);
        FrameGuard.on(socket, channel, counters);
        socket.pongHandler(pong -> watched.unanswered = 0);
        socket.closeHandler(end -> {
            open.remove(socket);
            onClose.run();
        });
        if (goingAway) {
            CloseCode.GOING_AWAY.close(socket);
        }
    }

    /** Closes every socket with 1001, and those that come from now on. */
    public void goAway() {
        goingAway = true;
        copy().keySet().forEach(CloseCode.GOING_AWAY::close);
    }

    /** Ends what is left after {@link #goAway}: peers that did not close their side. */
    public void cutOff() {
        copy().values().forEach(watched -> Channels.cutOff(watched.channel));
    }

    private void check(ServerWebSocket socket, Watched watched) {
        if (watched.closing) {
            Channels.cutOff(watched.channel);
        } else if (socket.isClosed()) {
            watched.closing = true;
        } else if (watched.unanswered++ >= UNANSWERED_LIMIT) {
            CloseCode.NOT_ANSWERING.close(socket);
            watched.closing = true;
        } else if (!socket.writeQueueFull()) {
            socket.writePing(PING);
        }
    }

    private Map<ServerWebSocket, Watched> copy() {
        return new HashMap<>(open); // closing changes the map
    }
}
