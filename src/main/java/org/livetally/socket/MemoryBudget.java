package org.livetally.socket;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that all connections together may make the process keep; each event loop has the budget as {@link #forLoop} gives it. What one
 * connection keeps is a {@link Share}. Where one asks for more than is left, those of its event loop that have not got on for longer
 * are cut off. Nobody waits: an allocation that waits for memory would hold up the event loop, and all who are on it.
 */
public final class MemoryBudget {
    private final long max;
    /** By all event loops. */
    private final AtomicLong taken;
    /** Those of this event loop that keep anything, whoever has not got on for the longest time first. */
    private final Set<Share> keeping = new LinkedHashSet<>();

    private MemoryBudget(long max, AtomicLong taken) {
        this.max = max;
        this.taken = taken;
    }

    static MemoryBudget of(long bytes) {
        return new MemoryBudget(bytes, new AtomicLong());
    }

    /** The same bytes, for the connections of one more event loop. */
    public MemoryBudget forLoop() {
        return new MemoryBudget(max, taken);
    }

    /** Bytes that are kept now. */
    long taken() {
        return taken.get();
    }

    /** Whether less than half of it is left. */
    boolean isShort() {
        return taken.get() > max / 2;
    }

    /** What one connection keeps. */
    final class Share {
        private final Runnable cutOff;
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
            long more = now - bytes;
            while (taken.addAndGet(more) > max && more > 0) {
                taken.addAndGet(-more);
                if (now > max || !makeRoom()) {
                    return false;
                }
            }
            bytes = now;
            if (now > 0) {
                keeping.add(this);
            } else {
                keeping.remove(this);
            }
            return true;
        }

        /** Takes from whoever is furthest behind; false if that is this one. */
        private boolean makeRoom() {
            Share furthestBehind = keeping.isEmpty() ? this : keeping.iterator().next();
            if (furthestBehind == this) {
                return false;
            }
            furthestBehind.keep(0);
            furthestBehind.cutOff.run();
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
    }
}
