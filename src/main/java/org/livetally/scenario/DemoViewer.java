package org.livetally.scenario;

import io.vertx.core.http.WebSocket;
import org.jspecify.annotations.Nullable;
import org.livetally.scenario.Crowd.Visit;
import org.livetally.wire.MessageLimits;

/** One viewer during a visit. */
final class DemoViewer {
    /** In nanoseconds: ten messages a second are half of what the server allows before it drops likes. */
    private static final long BETWEEN_MESSAGES = 100_000_000L;

    final Visit visit;
    /** Null before the connection is open, and after it has closed. */
    @Nullable
    WebSocket socket;
    /** Likes that were not written yet. */
    int pending;

    boolean leaving;
    boolean saidGoodbye;
    private boolean hasLiked;
    private long lastLike;

    DemoViewer(Visit visit) {
        this.visit = visit;
    }

    /**
     * Sends likes if there are any and the rate allows it; leaves if it is time and none are left. Returns whether
     * there is nothing more to do now.
     */
    boolean act(long now) {
        WebSocket open = socket;
        if (open == null || open.isClosed()) {
            return true;
        }
        if (pending > 0 && !like(open, now)) {
            return false;
        }
        if (leaving && pending == 0 && !saidGoodbye) {
            goodbye(open);
        }
        return pending == 0;
    }

    private boolean like(WebSocket open, long now) {
        if (hasLiked && now - lastLike < BETWEEN_MESSAGES) {
            return false;
        }
        int count = Math.min(pending, MessageLimits.MAX_LIKES);
        pending -= count;
        hasLiked = true;
        lastLike = now;
        // A write fails only if the connection is lost. Its likes are sent again at the end.
        open.writeTextMessage("{\"type\":\"like\",\"count\":" + count + "}").onFailure(cause -> {});
        return true;
    }

    /** The close frame leaves after the likes, and the socket counts as open until the server has answered it. */
    private void goodbye(WebSocket open) {
        saidGoodbye = true;
        open.close().onFailure(cause -> {}); // the other side had closed it
    }
}
