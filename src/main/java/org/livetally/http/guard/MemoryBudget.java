package org.livetally.http.guard;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit on the bytes that all connections together make the process keep. Each event loop has its part
 * ({@link #forLoop}), and what one connection keeps is a {@link Share}. If a connection needs more than is left, others
 * of its event loop are closed: first those that were never answered, and of these the one that made no progress for
 * the longest time. An event loop can always use its own part, however much the connections of others keep; then there
 * are up to twice as many bytes. Nobody waits for memory, since that would block the event loop and everybody on it.
 */
public final class MemoryBudget {
    private final long max;
    /** Of all event loops. */
    private final AtomicLong taken;

    private final AtomicInteger loops;
    /** Of this event loop. */
    private long own;

    /**
     * The shares of this event loop that were never answered; the one without progress for the longest time comes
     * first.
     */
    private final Set<Share> strangers = new LinkedHashSet<>();
    /** The other shares, in the same order. */
    private final Set<Share> known = new LinkedHashSet<>();

    private MemoryBudget(long max, AtomicLong taken, AtomicInteger loops) {
        this.max = max;
        this.taken = taken;
        this.loops = loops;
    }

    static MemoryBudget of(long bytes) {
        return new MemoryBudget(bytes, new AtomicLong(), new AtomicInteger(1));
    }

    /** The same limit, for the connections of one more event loop. */
    public MemoryBudget forLoop() {
        loops.incrementAndGet();
        return new MemoryBudget(max, taken, loops);
    }

    /** The bytes that are kept now. */
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
    public final class Share {
        private final Runnable terminate;
        private Set<Share> keeping = strangers;
        private long bytes;

        /** @param terminate closes the connection and releases what it keeps, before the event loop turns to others */
        public Share(Runnable terminate) {
            this.terminate = terminate;
        }

        /**
         * Sets the number of bytes that the connection keeps.
         *
         * @return false if there is no room, even with the bytes of those that come before it
         */
        public boolean keep(long now) {
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

        /** Closes the connection that comes first; false if that is this one. */
        private boolean makeRoom() {
            Set<Share> from = strangers.isEmpty() ? known : strangers;
            Share first = from.isEmpty() ? this : from.iterator().next();
            if (first == this) {
                return false;
            }
            first.keep(0);
            first.terminate.run();
            return true;
        }

        /** Keeps this many bytes more. */
        boolean add(long more) {
            return keep(bytes + more);
        }

        /** Notes progress: others come before it now. */
        public void progressed() {
            if (keeping.remove(this)) {
                keeping.add(this);
            }
        }

        /** Notes an answer: those that were never answered come before it. */
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
