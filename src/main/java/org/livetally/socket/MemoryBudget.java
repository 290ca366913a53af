package org.livetally.socket;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that all connections together may make the process keep; each event loop has the budget as {@link #forLoop} gives it. What one
 * connection keeps is a {@link Share}. Where one asks for more than is left, others of its event loop are cut off: first those that
 * were never answered, and among them whoever has not got on for the longest time. An event loop can always have its part, however much
 * the connections of another one keep, and then there are up to twice as many bytes. Nobody waits: an allocation that waits for memory
 * would hold up the event loop, and all who are on it.
 */
public final class MemoryBudget {
    private final long max;
    /** By all event loops. */
    private final AtomicLong taken;

    private final AtomicInteger loops;
    /** By this event loop. */
    private long own;

    /** Those of this event loop that keep anything and were never answered, whoever has not got on for the longest time first. */
    private final Set<Share> strangers = new LinkedHashSet<>();
    /** The others, in the same order. */
    private final Set<Share> known = new LinkedHashSet<>();

    private MemoryBudget(long max, AtomicLong taken, AtomicInteger loops) {
        this.max = max;
        this.taken = taken;
        this.loops = loops;
    }

    static MemoryBudget of(long bytes) {
        return new MemoryBudget(bytes, new AtomicLong(), new AtomicInteger(1));
    }

    /** The same bytes, for the connections of one more event loop. */
    public MemoryBudget forLoop() {
        loops.incrementAndGet();
        return new MemoryBudget(max, taken, loops);
    }

    /** Bytes that are kept now. */
    long taken() {
        return taken.get();
    }

    /** Whether less than half of it is left. */
    boolean isShort() {
        return taken.get() > max / 2;
    }

    private boolean hasRoomFor(long more) {
        return taken.get() + more <= max || own + more <= max / loops.get();
    }

    /** What one connection keeps. */
    final class Share {
        private final Runnable cutOff;
        private Set<Share> keeping = strangers;
        private long bytes;

        /** @param cutOff ends the connection, and what it keeps, before the event loop turns to others */
        Share(Runnable cutOff) {
            this.cutOff = cutOff;
        }

        /**
         * Keeps so many bytes, instead of those before.
         *
         * @return false if there is no room for them, not even with what others keep that are further behind
         */
        boolean keep(long now) {
            if (now == bytes) {
                return true;
            }
            while (now > bytes && !hasRoomFor(now - bytes)) {
                if (now > max || !makeRoom()) {
                    return false;
                }
            }
            taken.addAndGet(now - bytes);
            own += now - bytes;
            bytes = now;
            if (now > 0) {
                keeping.add(this);
            } else {
                keeping.remove(this);
            }
            return true;
        }

        /** Takes from whoever comes first; false if that is this one. */
        private boolean makeRoom() {
            Set<Share> from = strangers.isEmpty() ? known : strangers;
            Share first = from.isEmpty() ? this : from.iterator().next();
            if (first == this) {
                return false;
            }
            first.keep(0);
            first.cutOff.run();
            return true;
        }

        /** So many more. */
        boolean add(long more) {
            return keep(bytes + more);
        }

        /** It has got on: the others are further behind now. */
        void progressed() {
            if (keeping.remove(this)) {
                keeping.add(this);
            }
        }

        /** It was answered: those that never were give way before it. */
        void answered() {
            if (keeping == strangers) {
                boolean keeps = strangers.remove(this);
                keeping = known;
                if (keeps) {
                    known.add(this);
                }
            }
        }
    }
}
