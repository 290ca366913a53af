package org.livetally.screens;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.model.BoardNews;

/**
 * The screens of one event loop that show the same board with the same fields. Latest wins: a screen that had no room for an
 * update gets the state of that later moment, never a backlog.
 */
final class Watchers {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration patience;
    // A list, not a set: a tick passes over thousands, and each object on the way to a socket is a miss of the cache.
    private final List<Screen> screens = new ArrayList<>();
    private BoardNews.@Nullable Latest latest;
    private @Nullable Message snapshot;
    private @Nullable Message stale;

    Watchers(Duration patience) {
        this.patience = patience;
    }

    void add(Screen screen) {
        screen.place = screens.size();
        screens.add(screen);
        screen.behind = true;
        catchUp(screen);
    }

    /** Takes it out, if it is there; whether nobody is left. */
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
            stale = new Message(now.json());
            toAll(stale);
        } else if (news instanceof BoardNews.Update update) {
            is(update.latest());
            toAll(new Message(update.json()));
        } else if (news instanceof BoardNews.Latest now) {
            is(now);
            screens.forEach(screen -> screen.behind = true);
            catchUp();
        }
    }

    /** Sends the state to those that are behind and have room now; gives those up that have taken nothing for long. */
    void catchUp() {
        // Of many screens hardly one is behind, and this is asked each tick: only those are copied, since giving up
        // removes.
        screens.stream().filter(screen -> screen.behind).toList().forEach(this::catchUp);
    }

    void heartbeat(long at) {
        if (latest != null && stale == null) {
            toAll(Message.heartbeat(latest.version(), at));
        }
    }

    void goAway() {
        List.copyOf(screens).forEach(Screen::goAway);
    }

    private void is(BoardNews.Latest now) {
        latest = now;
        snapshot = null;
        stale = null;
    }

    private void toAll(Message message) {
        long now = System.nanoTime();
        for (Screen screen : screens) {
            if (!screen.behind) {
                screen.behind = !screen.offer(message, now);
            }
        }
    }

    private void catchUp(Screen screen) {
        long now = System.nanoTime();
        if (latest != null && screen.offer(snapshot(latest), now)) {
            screen.behind = stale != null && !screen.offer(stale, now);
        } else if (stale != null && latest == null) {
            screen.behind = !screen.offer(stale, now);
        } else if (!screen.givenUp && now - screen.tookAt >= patience.toNanos()) {
            screen.givenUp = true;
            screen.giveUp();
        }
    }

    private Message snapshot(BoardNews.Latest of) {
        if (snapshot == null) {
            snapshot = new Message(of.json().get());
        }
        return snapshot;
    }
}
