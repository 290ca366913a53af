package org.livetally.socket;

/**
 * What strangers may make the process keep, each a part of the heap; what is not on the heap is in direct memory, which has the same
 * size again. They are small: a collection of the heap that has to copy or to move much holds up all event loops.
 *
 * @param connections of connections that wait for a request, or for the rest of one
 * @param requests of requests and messages that are not all there yet, or wait for the one before them
 * @param responses of responses that are not read, and of their connections
 */
public record Budgets(MemoryBudget connections, MemoryBudget requests, MemoryBudget responses) {
    /** What an HTTP connection takes of the heap, with a request of a few headers. */
    static final long CONNECTION_BYTES = 16 << 10;

    /** What Vert.x makes of a request that waits for the answer to the one before it on its connection. */
    static final long REQUEST_BYTES = 2 << 10;

    private static final int PART_FOR_CONNECTIONS = 16;
    private static final int PART_FOR_REQUESTS = 64;
    private static final int PART_FOR_RESPONSES = 16;
    /** The largest request, a catalogue, has 8 MB: there is room for others beside it. More would be collected for longer in a flood. */
    private static final long LEAST_FOR_REQUESTS = 12 << 20;

    /** As much as this JVM can spare. */
    public static Budgets ofHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new Budgets(
                MemoryBudget.of(heap / PART_FOR_CONNECTIONS),
                MemoryBudget.of(Math.max(LEAST_FOR_REQUESTS, heap / PART_FOR_REQUESTS)),
                MemoryBudget.of(heap / PART_FOR_RESPONSES));
    }

    /** The same bytes, for the connections of one more event loop. */
    public Budgets forLoop() {
        return new Budgets(connections.forLoop(), requests.forLoop(), responses.forLoop());
    }
}
