package org.livetally.audience;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.livetally.socket.TextFrame;

/**
 * The figures that the viewers of one stream see. A frame is sent at most once a second, and only if something has
 * changed.
 */
final class Pulse {
    static final long INTERVAL_MS = 1_000;

    private @Nullable Figures known;
    private @Nullable Figures shown;
    private @Nullable TextFrame frame;
    private long shownAt;

    private record Figures(long likes, long viewers) {
        TextFrame frame() {
            String json = "{\"type\":\"pulse\",\"likes\":" + likes + ",\"viewers\":" + viewers + "}";
            return new TextFrame(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Takes over the figures from Redis. */
    void update(AudienceCounts counts) {
        known = new Figures(counts.likes(), counts.viewers());
    }

    /** Whether there is a change to send, now or within a second. */
    boolean isOwed() {
        return known != null && !known.equals(shown);
    }

    /** The last frame that was sent; null before the first. */
    @Nullable
    TextFrame latest() {
        return frame;
    }

    /** The frame to send now; null if nothing has changed, or if the last one is too recent. */
    @Nullable
    TextFrame next(long now) {
        if (known == null || known.equals(shown) || isTooSoon(now)) {
            return null;
        }
        shown = known;
        shownAt = now;
        frame = known.frame();
        return frame;
    }

    private boolean isTooSoon(long now) {
        long passed = now - shownAt;
        return shown != null && passed >= 0 && passed < INTERVAL_MS; // negative if the clock was set back
    }
}
