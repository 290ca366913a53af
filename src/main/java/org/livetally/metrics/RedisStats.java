package org.livetally.metrics;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of Redis at one moment, the same on every node.
 *
 * @param live number of live streams
 * @param streams those of them that are shown
 * @param campaigns those that are running and shown
 * @param connectors those that are shown
 * @param redis null if it was not read
 * @param audits the last of each stream
 * @param notifications null if they were not read
 */
public record RedisStats(
        long live,
        List<OfStream> streams,
        List<OfCampaign> campaigns,
        List<OfConnector> connectors,
        @Nullable OfRedis redis,
        List<OfAudit> audits,
        @Nullable OfNotifications notifications) {
    /** Nobody asked, or Redis did not answer. */
    public static final RedisStats NONE = new RedisStats(0, List.of(), List.of(), List.of(), null, List.of(), null);

    /**
     * A live stream.
     *
     * @param totals by their metrics; without those that the stream does not have
     * @param products the best-selling products; none beyond a number of streams
     * @param likes those of each source of likes; none beyond that number of streams
     */
    public record OfStream(
            String id,
            String title,
            String currency,
            Map<Metric, Long> totals,
            List<OfProduct> products,
            Map<String, Long> likes) {}

    /**
     * A campaign that is running.
     *
     * @param figures by their metrics; without totals until its streams are counted for the first time
     */
    public record OfCampaign(String id, String title, String currency, Map<Metric, Long> figures) {}

    /**
     * A connector.
     *
     * @param deliveries by outcome
     * @param figures by their metrics; without those that are not known
     */
    public record OfConnector(
            String id, String kind, String stream, Map<String, Long> deliveries, Map<Metric, Double> figures) {}

    /** A product of a stream; its value is in minor units. */
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
     * The outbox of notifications.
     *
     * @param waiting events that are not delivered yet
     * @param oldestMs how long the oldest of them has waited; 0 without any
     */
    public record OfNotifications(long waiting, long oldestMs) {}

    /**
     * The last audit of a stream.
     *
     * @param at epoch milliseconds; 0 if there was none yet
     * @param sealed null if the stream is not live
     */
    public record OfAudit(
            String stream,
            long at,
            long differences,
            @Nullable OfSeal sealed) {}

    /**
     * How far a live stream is sealed.
     *
     * @param behind messages that came later
     * @param seqMs epoch milliseconds of the newest message that is sealed; 0 without any
     */
    public record OfSeal(long behind, long seqMs) {}
}
