package org.livetally.metrics;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read from Redis at one moment. It is the same on every node.
 *
 * @param live how many streams are live
 * @param streams those of them that are shown
 * @param redis null if it was not read
 * @param audits the results of {@code livetally audit} that it left
 */
public record Reading(
        long live, List<OfStream> streams, @Nullable OfRedis redis, List<OfAudit> audits) {
    /** Nobody asked, or Redis did not answer. */
    public static final Reading NONE = new Reading(0, List.of(), null, List.of());

    /**
     * A live stream.
     *
     * @param totals by their metrics; one that the stream does not have is missing
     * @param products the best, none beyond some streams
     */
    public record OfStream(
            String id, String title, String currency, Map<Metric, Long> totals, List<OfProduct> products) {}

    /** A product of a stream: value in minor units. */
    public record OfProduct(String sku, String name, long gmv, long units) {}

    /**
     * The server.
     *
     * @param maxMemoryBytes 0 without a limit
     * @param aofBytes null without an AOF
     */
    public record OfRedis(
            long memoryBytes, long maxMemoryBytes, @Nullable Long aofBytes, boolean aofWriteOk, long delayedFsyncs) {}

    /**
     * An audit of a stream.
     *
     * @param at epoch milliseconds
     */
    public record OfAudit(String stream, long at, long differences) {}
}
