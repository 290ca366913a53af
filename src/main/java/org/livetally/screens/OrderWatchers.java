package org.livetally.screens;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.order.Seq;
import org.livetally.metrics.FrameCounters;

/**
 * The screens of one event loop that announce the orders of one board from one value up. Nothing is lost: orders that a
 * screen has no room for are summed up until it has. A screen that reconnects is told what it missed, if that is not
 * older than {@link #MEMORY}.
 */
final class OrderWatchers {
    /** Older orders are not news, and finding them would mean reading much of the ledger. */
    static final Duration MEMORY = Duration.ofMinutes(5);

    /**
     * No order is recorded in the future, but clocks may differ by this much. A place beyond it belongs to another
     * ledger.
     */
    private static final Duration MAX_AHEAD = Duration.ofMinutes(1);

    private final FrameCounters frames;
    private final Missed missed;
    private final Map<Screen, Member> members = new HashMap<>();
    /** The place up to which this group has been told; null before the first time. */
    private @Nullable Seq at;

    /** The last message, which is often the same for all screens. */
    private @Nullable Encoded encoded;

    /** Reads the orders of a stretch of the ledger, if they are still wanted when it is their turn. */
    @FunctionalInterface
    interface Missed {
        Future<BigOrders> read(Seq from, Seq to, BooleanSupplier wanted);
    }

    private record Encoded(BigOrders news, ScreenMessage message) {}

    /** A screen, from its arrival to its end. */
    private static final class Member {
        final Screen screen;
        /** The place up to which it was told on an earlier connection; null once what came after it has been read. */
        @Nullable
        Seq asked;
        /** What it has not been told yet; null before its place is known, and when it has been told everything. */
        @Nullable
        BigOrders untold;
        /** Whether it has been told anything yet; the first message is sent even if there are no orders. */
        boolean greeted;
        /** Whether what it missed is being read. */
        boolean reading;

        Member(Screen screen, @Nullable Seq asked) {
            this.screen = screen;
            this.asked = asked;
        }
    }

    /** @param missed reads what a screen missed */
    OrderWatchers(FrameCounters frames, Missed missed) {
        this.frames = frames;
        this.missed = missed;
    }

    /** @param from the place up to which the screen was told before; null if it never was */
    void add(Screen screen, @Nullable Seq from) {
        Member member = new Member(screen, from);
        members.put(screen, member);
        if (at != null) {
            begin(member, at);
        }
    }

    /** Removes the screen; returns whether nobody is left. */
    boolean remove(Screen screen) {
        members.remove(screen);
        return members.isEmpty();
    }

    void on(BigOrders news) {
        Seq before = at;
        at = news.to();
        for (Member member : List.copyOf(members.values())) {
            if (before == null || isWaiting(member)) {
                begin(member, news.to());
            } else {
                member.untold = member.untold == null ? news : member.untold.plus(news);
                tell(member, false);
            }
        }
    }

    /** Whether another node told it more than this one has seen yet, or what it missed could not be read. */
    private static boolean isWaiting(Member member) {
        return member.asked != null && !member.reading;
    }

    /** Starts telling it everything from here on; what it missed before is read first. */
    private void begin(Member member, Seq here) {
        long now = InstantSource.system().millis();
        Seq asked = member.asked;
        if (asked != null && asked.isAfter(here) && asked.ms() <= Math.max(now, here.ms()) + MAX_AHEAD.toMillis()) {
            return; // the next order comes after this place
        }
        member.untold = BigOrders.none(here);
        Seq oldest = new Seq(Math.max(0, now - MEMORY.toMillis()), 0);
        if (asked == null || !here.isAfter(asked) || !here.isAfter(oldest)) {
            settle(member);
        } else {
            member.reading = true;
            readMissed(member, asked.isAfter(oldest) ? asked : oldest, here);
        }
    }

    private void readMissed(Member member, Seq from, Seq here) {
        missed.read(from, here, () -> members.containsKey(member.screen))
                .onSuccess(before -> {
                    member.untold = member.untold == null ? before : before.plus(member.untold);
                    settle(member);
                })
                .onFailure(e -> member.reading = false); // the next message or heartbeat tries again
    }

    private void settle(Member member) {
        member.asked = null;
        member.reading = false;
        tell(member, true);
    }

    void catchUp() {
        members.values().forEach(member -> tell(member, false));
    }

    void heartbeat() {
        for (Member member : List.copyOf(members.values())) {
            if (at != null && isWaiting(member)) {
                begin(member, at);
            }
            tell(member, true);
        }
    }

    /** @param whatever whether to tell it even if there are no orders */
    private void tell(Member member, boolean whatever) {
        BigOrders news = member.untold;
        boolean due = news != null && (whatever || !member.greeted || !news.isEmpty());
        if (news != null && due && member.asked == null && members.containsKey(member.screen)) {
            ScreenMessage message = encode(news);
            int written = member.screen.offer(message, System.nanoTime());
            frames.sent(message.kind, written > 0 ? 1 : 0, written);
            if (written > 0) {
                member.greeted = true;
                member.untold = null;
            }
        }
    }

    private ScreenMessage encode(BigOrders news) {
        if (encoded == null || !encoded.news.equals(news)) {
            encoded = new Encoded(news, ScreenMessage.orders(news));
        }
        return encoded.message;
    }
}
