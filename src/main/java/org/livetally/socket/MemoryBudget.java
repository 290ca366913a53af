package org.livetally.socket;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that the connections of one event loop together may make the process keep. What one of them keeps is a {@link Share}. Where a
 * connection asks for more than is left, those that have not got on for longer are cut off. Nobody waits: an allocation that waits
 * for memory would hold up the event loop, and all who are on it.
 */
public final class MemoryBudget {
    /** Of the heap: requests and responses have a budget each, and what is not on the heap is in direct memory of the same size. */
    private static final int PART_OF_HEAP = 8;

    private final long max;
    /** Only the event loop changes it. */
    private final AtomicLong taken = new AtomicLong();
    /** Those that keep anything, whoever has not got on for the longest time first. */
    private final Set<Share> keeping = new LinkedHashSet<>();

    private MemoryBudget(long max) {
        this.max = max;
    }

    /** As much as this JVM can spare for one of so many event loops. */
    public static MemoryBudget ofHeap(int loops) {
        return of(Runtime.getRuntime().maxMemory() / PART_OF_HEAP / loops);
    }

    static MemoryBudget of(long bytes) {
        return new MemoryBudget(bytes);
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
            if (now > bytes && !makeRoom(now)) {
                return false;
            }
            taken.addAndGet(now - bytes);
            bytes = now;
            if (now > 0) {
                keeping.add(this);
            } else {
                keeping.remove(this);
            }
            return true;
        }

        private boolean makeRoom(long now) {
            while (taken.get() + now - bytes > max) {
                Share furthestBehind =
                        keeping.isEmpty() ? this : keeping.iterator().next();
                if (furthestBehind == this || now > max) {
                    return false;
                }
                furthestBehind.keep(0);
                furthestBehind.cutOff.run();
            }
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
