package org.livetally.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;

/**
 * What one buyer bought at once, validated.
 *
 * @param id unique in its stream, 1 to 64 characters
 * @param stream the id of the stream it belongs to
 * @param channel where it came from; null if the producer did not say
 * @param buyer who bought; null if the producer did not say
 * @param lines 1 to 100 lines
 * @param paid whether it is paid, or only placed
 * @param at epoch milliseconds at which it happened, or {@link #NO_TIME} for the time of receipt
 * @param currency as the sender named it; null for the stream's
 */
public record Order(
        String id,
        String stream,
        @Nullable String channel,
        @Nullable Buyer buyer,
        List<Line> lines,
        boolean paid,
        long at,
        @Nullable String currency)
        implements OrderMessage {

    /** In the stream's currency. */
    public Order(
            String id,
            String stream,
            @Nullable String channel,
            @Nullable Buyer buyer,
            List<Line> lines,
            boolean paid,
            long at) {
        this(id, stream, channel, buyer, lines, paid, at, null);
    }

    /**
     * A buyer, as far as the producer told.
     *
     * @param id the buyer's id at the channel; distinct ids are counted as {@code buyers}
     * @param group the organisation or team the buyer belongs to
     * @param city the buyer's city
     */
    public record Buyer(
            @Nullable String id,
            @Nullable String group,
            @Nullable String city) {
        /** Of whom nothing is known. */
        public static final Buyer UNKNOWN = new Buyer(null, null, null);

        /** The same, with this id. */
        public Buyer withId(String other) {
            return new Buyer(other, group, city);
        }
    }

    /**
     * One line.
     *
     * @param sku the product
     * @param qty units, 1 to 10^6
     * @param amount minor units (fen) for the whole line, 0 to 10^12
     */
    public record Line(String sku, long qty, long amount) {}

    @Override
    public MessageType type() {
        return MessageType.ORDER;
    }

    @Override
    public Order at(long time) {
        return new Order(id, stream, channel, buyer, lines, paid, time, currency);
    }

    /** Value in minor units (fen), the sum of the lines: at most 100 times 10^12, far below 2^53. */
    public long amount() {
        long sum = 0;
        for (Line line : lines) {
            sum += line.amount;
        }
        return sum;
    }

    /** Units in all lines. */
    public long units() {
        long sum = 0;
        for (Line line : lines) {
            sum += line.qty;
        }
        return sum;
    }
}
