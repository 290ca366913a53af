package org.livetally.screens;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardNews;
import org.livetally.metrics.FrameCounters;
import org.livetally.metrics.FrameCounters.Kind;

/**
 * The screens of one event loop that show the same board with the same fields. Latest wins: a screen that has no room
 * for an update gets the latest state once it has, never a backlog.
 */
final class ScreenGroup {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Duration patience;
    private final FrameCounters frames;
    // A list, not a set: a tick visits thousands of screens,
    // and each extra object on the way to a socket is a cache miss.
    private final List<Screen> screens = new ArrayList<>();
    private BoardNews.@Nullable Latest latest;
    private @Nullable ScreenMessage snapshot;
    /** What follows the snapshot: that it may be old, or that there is no more. */
    private @Nullable ScreenMessage postscript;

    ScreenGroup(Duration patience, FrameCounters frames) {
        this.patience = patience;
        this.frames = frames;
    }

    void add(Screen screen) {
        screen.place = screens.size();
        screens.add(screen);
        screen.needsSnapshot = true;
        catchUp(screen);
    }

    /** Removes the screen, if it is there; returns whether nobody is left. */
    boolean remove(Screen screen) {
        if (screen.place < screens.size() && screens.get(screen.place).equals(screen)) {
            Screen last = screens.remove(screens.size() - 1);
            if (!last.equals(screen)) {
                last.place = screen.place;
                screens.set(screen.place, last);
            }
        }
        return screens.isEmpty();
    }

    void on(BoardNews news) {
        if (news instanceof BoardNews.Stale now) {
            postscript = new ScreenMessage(Kind.STALE, now.json());
            toAll(postscript);
        } else if (news instanceof BoardNews.End end) {
            postscript = ScreenMessage.end(end.at());
            toAll(postscript);
        } else if (news instanceof BoardNews.Beat beat && latest != null && !isStale()) {
            toAll(ScreenMessage.beat(latest.version(), beat.at()));
        } else if (news instanceof BoardNews.Update update) {
            is(update.latest());
            ScreenMessage message = new ScreenMessage(Kind.UPDATE, update.json());
            int written = toAll(message);
            frames.skipped(screens.size() - written);
            if (written > 0) {
                update.shown().run();
            }
        } else if (news instanceof BoardNews.Latest now) {
            is(now);
            screens.forEach(screen -> screen.needsSnapshot = true);
            catchUp();
        }
    }

    /**
     * Sends the state to screens that are behind and have room now; closes those that have accepted nothing for long.
     */
    void catchUp() {
        // Runs each tick, so it copies only screens that are behind, which are few. Closing one changes the list.
        screens.stream().filter(screen -> screen.needsSnapshot).toList().forEach(this::catchUp);
    }

    void heartbeat(long at) {
        if (latest != null && !isStale()) {
            toAll(ScreenMessage.heartbeat(latest.version(), at));
        }
    }

    /** Answers a screen that asks whether its connection still lives; one that is behind gets the state instead, soon. */
    void answer(Screen screen, long at) {
        if (latest != null && !screen.needsSnapshot) {
            ScreenMessage message = postscript != null ? postscript : ScreenMessage.heartbeat(latest.version(), at);
            hasTaken(screen, message, System.nanoTime());
        }
    }

    private boolean isStale() {
        return postscript != null && postscript.kind == Kind.STALE;
    }

    void closeAll() {
        List.copyOf(screens).forEach(Screen::close);
    }

    private void is(BoardNews.Latest now) {
        latest = now;
        snapshot = null;
        postscript = null;
    }

    /** Returns how many accepted it. */
    private int toAll(ScreenMessage message) {
        long now = System.nanoTime();
        int taken = 0;
        long bytes = 0;
        for (Screen screen : screens) {
            if (!screen.needsSnapshot) {
                int written = screen.offer(message, now);
                screen.needsSnapshot = written == 0;
                taken += written > 0 ? 1 : 0;
                bytes += written;
            }
        }
        frames.sent(message.kind, taken, bytes);
        return taken;
    }

    private void catchUp(Screen screen) {
        long now = System.nanoTime();
        if (latest != null && hasTaken(screen, snapshot(latest), now)) {
            screen.needsSnapshot = postscript != null && !hasTaken(screen, postscript, now);
        } else if (postscript != null && latest == null) {
            screen.needsSnapshot = !hasTaken(screen, postscript, now);
        } else if (!screen.closing && now - screen.lastWriteAt >= patience.toNanos()) {
            screen.closing = true;
            screen.closeTooSlow();
        }
    }

    private boolean hasTaken(Screen screen, ScreenMessage message, long now) {
        int written = screen.offer(message, now);
        frames.sent(message.kind, written > 0 ? 1 : 0, written);
        return written > 0;
    }

    private ScreenMessage snapshot(BoardNews.Latest of) {
        if (snapshot == null) {
            snapshot = new ScreenMessage(Kind.SNAPSHOT, of.json().get());
        }
        return snapshot;
    }
}
