package org.livetally.scenario;

import io.vertx.core.http.WebSocket;
import org.jspecify.annotations.Nullable;
import org.livetally.scenario.Scenario.Visit;

/** One viewer during his visit. */
final class Viewer {
    /** Of one message, by the contract. */
    private static final int MOST_LIKES = 100;
    /** In nanoseconds: ten messages a second are half of what the server allows, above which it drops likes. */
    private static final long BETWEEN_MESSAGES = 100_000_000L;

    final Visit visit;
    /** Null before he is in and after he has gone. */
    @Nullable
    WebSocket socket;
    /** Likes not yet written. */
    int pending;

    boolean leaving;
    boolean saidGoodbye;
    private boolean hasLiked;
    private long lastLike;

    Viewer(Visit visit) {
        this.visit = visit;
    }

    /** Sends likes if there are any and it may, leaves if it is time and nothing is left; true if there is no more to do now. */
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
        int count = Math.min(pending, MOST_LIKES);
        pending -= count;
        hasLiked = true;
        lastLike = now;
        // A write that fails is a connection that is lost; its likes are made up for in the end, like those lost on the
        // way.
        open.writeTextMessage("{\"type\":\"like\",\"count\":" + count + "}").onFailure(cause -> {});
        return true;
    }

    /** The close frame goes out behind the likes, and the socket counts as open until the server has answered it. */
    private void goodbye(WebSocket open) {
        saidGoodbye = true;
        open.close().onFailure(cause -> {}); // it was closed from the other side
    }
}
