package org.livetally.socket;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The open WebSockets of one event loop: finds peers that are gone without a word, and says goodbye at the end.
 *
 * <p>Every {@value #PING_MS} ms each socket is pinged; one that answered none of the last two is closed. One task for all
 * sockets, not a timer each.
 */
public final class OpenSockets {
    static final long PING_MS = 20_000;
    private static final int UNANSWERED_LIMIT = 2;
    private static final Buffer PING = Buffer.buffer("livetally");

    private final Map<ServerWebSocket, Integer> unanswered = new HashMap<>();

    public OpenSockets(Vertx vertx) {
        vertx.setPeriodic(PING_MS, id -> pingAll());
    }

    /** Looks after the socket until it closes. {@code onClose} is called once. */
    public void add(ServerWebSocket socket, Runnable onClose) {
        unanswered.put(socket, 0);
        socket.pongHandler(pong -> unanswered.replace(socket, 0));
        socket.closeHandler(end -> {
            unanswered.remove(socket);
            onClose.run();
        });
    }

    /** Closes every socket with 1001. */
    public void goAway() {
        copy().forEach(CloseCode.GOING_AWAY::close);
    }

    private void pingAll() {
        for (ServerWebSocket socket : copy()) {
            Integer missed = unanswered.computeIfPresent(socket, (s, n) -> n + 1);
            if (missed != null && missed > UNANSWERED_LIMIT) {
                CloseCode.NOT_ANSWERING.close(socket);
            } else if (!socket.isClosed() && !socket.writeQueueFull()) {
                socket.writePing(PING);
            }
        }
    }

    private List<ServerWebSocket> copy() {
        return new ArrayList<>(unanswered.keySet()); // closing changes the map
    }
}
