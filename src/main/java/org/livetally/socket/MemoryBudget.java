package org.livetally.socket;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that all connections together may make the process keep; one for all event loops. What one connection keeps is a
 * {@link Share}. A peer that asks for more than is left loses its connection, and nobody waits: an allocation that waits for
 * memory would hold up its event loop, and all who are on it.
 */
public final class MemoryBudget {
    /** Of the heap: requests and responses have a budget each, and what is not on the heap is in direct memory of the same size. */
    private static final int PART_OF_HEAP = 8;

    private final long max;
    private final AtomicLong taken = new AtomicLong();

    private MemoryBudget(long max) {
        this.max = max;
    }

    /** As much as this JVM can spare. */
    public static MemoryBudget ofHeap() {
        return of(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    static MemoryBudget of(long bytes) {
        return new MemoryBudget(bytes);
    }

    /** Bytes that are kept now. */
    public long taken() {
        return taken.get();
    }

    /** Whether less than half of it is left. */
    boolean isShort() {
        return taken.get() > max / 2;
    }

    /** What one connection keeps. For one event loop. */
    final class Share {
        private long bytes;

        /**
         * Keeps so many bytes, instead of those before.
         *
         * @return false if there is no room for them; nothing has changed then
         */
        boolean keep(long now) {
            long more = now - bytes;
            if (taken.addAndGet(more) > max && more > 0) {
                taken.addAndGet(-more);
                return false;
            }
            bytes = now;
            return true;
        }

        /** So many more. */
        boolean add(long more) {
            return keep(bytes + more);
        }

        long bytes() {
            return bytes;
        }
    }
}
