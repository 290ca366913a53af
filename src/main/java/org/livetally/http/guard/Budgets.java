package org.livetally.http.guard;

import org.livetally.http.JsonBody;

/**
 * Limits on the memory that strangers can make the process keep. Each is a part of the heap; memory outside the heap is
 * direct memory, which has the same size again. They are small, since a heap collection that must copy or move much
 * stops all event loops.
 *
 * @param connections for connections that wait for a request, or for the rest of one. There is room for some 2,000 of
 *     them, whatever {@code --max-connections} says; above that, those that were never answered are closed first, the
 *     oldest before the others. Sockets and event streams do not count
 * @param requests for requests and messages that are incomplete, or wait for the one before them
 * @param responses for responses that the client has not read, and their connections
 */
public record Budgets(MemoryBudget connections, MemoryBudget requests, MemoryBudget responses) {
    /** Heap of an HTTP connection, with a request of a few headers. */
    static final long CONNECTION_BYTES = 16 << 10;

    /** Heap that Vert.x uses for a request that waits for the answer to the one before it. */
    static final long REQUEST_BYTES = 2 << 10;

    private static final int PART_FOR_CONNECTIONS = 16;
    private static final int PART_FOR_REQUESTS = 64;
    private static final int PART_FOR_RESPONSES = 16;
    /**
     * Room for the largest request, a catalogue, and for others beside it. With more, collections would take longer in a
     * flood.
     */
    private static final long LEAST_FOR_REQUESTS = JsonBody.MAX_CATALOGUE_BYTES + (4 << 20);

    /** As much as the heap of this JVM allows. */
    public static Budgets ofHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new Budgets(
                MemoryBudget.of(heap / PART_FOR_CONNECTIONS),
                MemoryBudget.of(Math.max(LEAST_FOR_REQUESTS, heap / PART_FOR_REQUESTS)),
                MemoryBudget.of(heap / PART_FOR_RESPONSES));
    }

    /** The same limits, for the connections of one more event loop. */
    public Budgets forLoop() {
        return new Budgets(connections.forLoop(), requests.forLoop(), responses.forLoop());
    }
}
