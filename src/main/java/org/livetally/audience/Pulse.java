package org.livetally.audience;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.livetally.socket.TextFrame;

/** The figures that the viewers of one stream see: at most one frame a second, and only if something changed. */
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

    /** Takes over what Redis said. */
    void update(Tally tally) {
        known = new Figures(tally.likes(), tally.viewers());
    }

    /** Whether there is something to send, now or within a second. */
    boolean isOwed() {
        return known != null && !known.equals(shown);
    }

    /** The frame sent last; null before the first. */
    @Nullable
    TextFrame latest() {
        return frame;
    }

    /** The frame to be sent now; null if nothing changed, or too little time has passed. */
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
        return shown != null && passed >= 0 && passed < INTERVAL_MS; // below 0 the clock was set back
    }
}
