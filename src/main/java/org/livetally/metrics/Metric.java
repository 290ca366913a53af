package org.livetally.metrics;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.tally.DealTotal;
import org.livetally.domain.tally.Total;

/**
 * Every metric of ours: its name, which ends with its unit, and its meaning, which is its {@code HELP}.
 * docs/architecture.md defines the metrics of streams in the same words; totals bring their own definition.
 */
public enum Metric {
    ORDERS(
            "livetally_orders_total",
            "messages about orders, by type and outcome; type is empty if it could not be read"),
    BATCH_ORDERS("livetally_batch_orders", "messages in one batch of the ledger"),
    ACK("livetally_ack_seconds", "from when a message was read to its ack"),
    REDIS_ROUND_TRIP("livetally_redis_round_trip_seconds", "from sending a script to Redis to its answer"),
    QUEUE("livetally_queue_orders", "messages that wait or are in flight"),
    QUEUE_LIMIT("livetally_queue_limit_orders", "messages that may wait or be in flight; more are answered busy"),
    ORDER_TO_FRAME(
            "livetally_order_to_frame_seconds",
            "from when the first message of a batch was read on this node to the writing of the first frame that shows it"),
    FRAMES_SENT("livetally_frames_sent_total", "messages written to screens"),
    SENT_BYTES("livetally_sent_bytes_total", "bytes of the messages written to screens, with their framing"),
    SCREENS_SKIPPED("livetally_screens_skipped_total", "updates that a slow screen missed"),
    SOCKETS("livetally_sockets", "WebSockets and event streams open now"),
    CONNECTIONS("livetally_connections", "connections open now, whatever they are used for"),
    CONNECTIONS_LIMIT("livetally_connections_limit", "connections that may be open"),
    LIKES("livetally_likes_total", "likes received"),
    LIMITS_HIT("livetally_limits_hit_total", "how often a limit was reached"),
    EVENT_LOOP_LAG("livetally_event_loop_lag_seconds", "how late a timer of 100 ms fires"),
    REDIS_CONNECTED("livetally_redis_connected", "1 while every event loop has its connection to Redis"),
    REDIS_WRITABLE("livetally_redis_writable", "1 while Redis takes writes from every event loop"),
    REDIS_DURABLE(
            "livetally_redis_durable", "1 if Redis has appendonly yes and appendfsync always, NaN if it does not say"),
    REDIS_MEMORY("livetally_redis_memory_bytes", "memory that Redis uses for data"),
    REDIS_MAX_MEMORY(
            "livetally_redis_maxmemory_bytes",
            "the most that Redis may use before it refuses writes, 0 without a limit"),
    REDIS_AOF("livetally_redis_aof_bytes", "size of the AOF"),
    REDIS_AOF_WRITE_OK("livetally_redis_aof_write_ok", "1 if the last write to the AOF succeeded"),
    REDIS_AOF_DELAYED_FSYNCS(
            "livetally_redis_aof_delayed_fsyncs_total",
            "how often Redis waited for an fsync that took longer than 2 s"),
    DISK_FREE("livetally_disk_free_bytes", "room on the disk of the own Redis' data directory"),
    DISK_REFUSED("livetally_disk_refused", "1 while orders are refused for want of room on the disk of the own Redis"),
    LEDGER_WENT_BACK(
            "livetally_ledger_went_back",
            "streams of which Redis lacks what this node acked or showed, and nobody has accepted the loss"),
    BOARDS_STALE("livetally_boards_stale", "1 while this node's screens are told that their numbers are stale"),
    READY("livetally_ready", "1 if /health/ready says yes"),
    BUILD("livetally_build_info", "always 1"),
    STREAMS_LIVE("livetally_streams_live", "live streams, over all nodes"),
    STREAM("livetally_stream_info", "a live stream, always 1"),
    STREAM_PLACED(Total.PLACED),
    STREAM_GMV(Total.GMV),
    STREAM_REFUNDED(Total.REFUNDED),
    STREAM_CANCELLED(Total.CANCELLED),
    STREAM_ORDERS(Total.ORDERS),
    STREAM_UNITS(Total.UNITS),
    STREAM_BUYERS(Total.BUYERS),
    STREAM_LIKES("livetally_stream_likes", "likes received while the stream was live, with those of sources"),
    STREAM_SOURCE_LIKES(
            "livetally_stream_source_likes",
            "the highest total of a source of likes, such as a platform, while the stream was live"),
    STREAM_VIEWERS("livetally_stream_viewers", "open audience connections now, over all nodes"),
    STREAM_PEAK_VIEWERS("livetally_stream_peak_viewers", "the highest so far"),
    STREAM_UNIQUE_VIEWERS(
            "livetally_stream_unique_viewers", "distinct viewer ids (HyperLogLog, error 0.81 %, shown with ≈)"),
    STREAM_VIEWS("livetally_stream_views", "audience connections opened"),
    STREAM_GOAL(
            "livetally_stream_goal_minor_units", "the GMV that the operator wants to reach; missing without a goal"),
    STREAM_DEALS_INTENDED(DealTotal.INTENDED),
    STREAM_DEALS_SIGNED(DealTotal.SIGNED),
    STREAM_DEALS_DELIVERED(DealTotal.DELIVERED),
    STREAM_DEALS_INTENTS(DealTotal.INTENTS),
    STREAM_DEALS_AGREEMENTS(DealTotal.AGREEMENTS),
    STREAM_DEALS_INCOME(DealTotal.INCOME),
    STREAM_PRODUCT_GMV("livetally_stream_product_gmv_minor_units", "value of the product in all orders paid"),
    STREAM_PRODUCT_UNITS("livetally_stream_product_units", "units of the product in all orders paid"),
    CAMPAIGN("livetally_campaign_info", "a campaign that is running, always 1"),
    CAMPAIGN_GMV("livetally_campaign_gmv_minor_units", Total.GMV.meaning()),
    CAMPAIGN_ORDERS("livetally_campaign_orders", Total.ORDERS.meaning()),
    CAMPAIGN_BUYERS("livetally_campaign_buyers", Total.BUYERS.meaning()),
    CAMPAIGN_STREAMS("livetally_campaign_streams", "streams that are counted for the campaign"),
    CAMPAIGN_BEHIND(
            "livetally_campaign_behind_messages",
            "messages of its streams that are not counted yet; from some thousands on, there may be more"),
    NOTIFICATION_ATTEMPTS(
            "livetally_notification_attempts_total",
            "attempts to deliver notifications, by the kind of their target and by outcome"),
    NOTIFICATIONS_WAITING("livetally_notifications_waiting", "events that are not delivered yet, over all nodes"),
    NOTIFICATIONS_OLDEST(
            "livetally_notifications_oldest_seconds", "how long the oldest of them has waited; 0 without any"),
    ARCHIVED_STREAMS("livetally_archived_streams_total", "streams that this node has archived"),
    ARCHIVED_BYTES("livetally_archived_bytes_total", "bytes of their files"),
    ARCHIVE_FAILURES(
            "livetally_archive_failures_total",
            "attempts to archive a stream that failed on this node, or at its audit"),
    CONNECTOR_DELIVERIES("livetally_connector_deliveries_total", "deliveries to a connector, by outcome"),
    CONNECTOR_LAST_DELIVERY(
            "livetally_connector_last_delivery_timestamp_seconds",
            "when a connector got its newest delivery, epoch seconds"),
    CONNECTOR_SKEW(
            "livetally_connector_clock_skew_seconds",
            "how far the clock of a connector's sender is ahead of this server's, by its newest delivery that says so"),
    CONNECTOR_FAILING("livetally_connector_failing", "1 if the newest deliveries, three at least, had a bad signature"),
    CONNECTOR_SILENT(
            "livetally_connector_silent", "1 if a connector has got nothing for ten minutes while its stream sells"),
    PARKED("livetally_parked_messages", "messages of the connector's stream that wait for their orders"),
    AUDIT_DIFFERENCES(
            "livetally_audit_differences",
            "differences between figures of the stream and its ledger that the last audit found"),
    AUDIT_TIMESTAMP(
            "livetally_audit_timestamp_seconds",
            "when figures of the stream were compared with its ledger last, epoch seconds"),
    AUDIT_BEHIND("livetally_audit_behind_messages", "messages of a live stream that are not audited and sealed yet"),
    AUDIT_SEALED(
            "livetally_audit_sealed_timestamp_seconds",
            "when the newest message that is sealed was recorded, epoch seconds"),
    AUDIT_CPU(
            "livetally_audit_cpu_seconds_total",
            "CPU time that this node has used to audit all streams, again and again");

    private final String text;
    private final String help;
    private final @Nullable Total total;
    private final @Nullable DealTotal ofDeals;

    Metric(String text, String help) {
        this.text = text;
        this.help = help;
        this.total = null;
        this.ofDeals = null;
    }

    /** A total of a stream, under its own name and with its own definition. */
    Metric(Total total) {
        this.text = "livetally_stream_" + total.key() + (total.isMoney() ? "_minor_units" : "");
        this.help = total.meaning();
        this.total = total;
        this.ofDeals = null;
    }

    /** A figure of a stream's deals, with its own definition. */
    Metric(DealTotal total) {
        this.text = "livetally_stream_deals_" + total.key() + (total.isMoney() ? "_minor_units" : "");
        this.help = total.meaning() + "; missing as long as no deal counts";
        this.total = null;
        this.ofDeals = total;
    }

    /** The name in Prometheus. */
    public String text() {
        return text;
    }

    /** The total of a stream that it shows; null if it shows none. */
    public @Nullable Total total() {
        return total;
    }

    /** The figure of a stream's deals that it shows; null if it shows none. */
    public @Nullable DealTotal ofDeals() {
        return ofDeals;
    }

    /** The meaning. */
    public String help() {
        return help;
    }
}
