package org.livetally.domain.order;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A purchase by one buyer, validated.
 *
 * @param id unique in its stream, 1 to 64 characters
 * @param stream the id of the order's stream
 * @param channel the sales channel; null if the producer did not say
 * @param host who presented the goods; null for whoever is on air when the order is placed
 * @param buyer the buyer; null if the producer did not say
 * @param lines 1 to 100 lines
 * @param paid whether it is paid; otherwise it is only placed
 * @param at epoch milliseconds of the purchase, or {@link #NO_TIME} for the time of receipt
 * @param currency the currency that the sender named; null for the stream's
 * @param numbers sku to the numbers that the order got of a numbered product; the ledger gives them, so they are no part
 *     of what a producer sends
 */
public record Order(
        String id,
        String stream,
        @Nullable String channel,
        @Nullable String host,
        @Nullable Buyer buyer,
        List<Line> lines,
        boolean paid,
        long at,
        @Nullable String currency,
        Map<String, List<Long>> numbers)
        implements Message {

    /** An order whose host is whoever is on air, without numbers. */
    public Order(
            String id,
            String stream,
            @Nullable String channel,
            @Nullable Buyer buyer,
            List<Line> lines,
            boolean paid,
            long at,
            @Nullable String currency) {
        this(id, stream, channel, null, buyer, lines, paid, at, currency, Map.of());
    }

    /** An order in the stream's currency. */
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
     * The buyer, as far as the producer told.
     *
     * @param id the buyer's id in the channel; distinct ids are counted as {@code buyers}
     * @param group the buyer's organisation or team
     * @param city the buyer's city
     * @param province the buyer's province
     */
    public record Buyer(
            @Nullable String id,
            @Nullable String group,
            @Nullable String city,
            @Nullable String province) {
        /** A buyer of whom nothing is known. */
        public static final Buyer UNKNOWN = new Buyer(null, null, null);

        /** A buyer whose province is unknown. */
        public Buyer(@Nullable String id, @Nullable String group, @Nullable String city) {
            this(id, group, city, null);
        }

        /** A copy with this id. */
        public Buyer withId(String other) {
            return new Buyer(other, group, city, province);
        }
    }

    /**
     * One line of an order.
     *
     * @param sku the product
     * @param qty units, 1 to 10^6
     * @param amount minor units for the whole line, 0 to 10^12
     */
    public record Line(String sku, long qty, long amount) {}

    @Override
    public MessageType type() {
        return MessageType.ORDER;
    }

    @Override
    public Order at(long time) {
        return new Order(id, stream, channel, host, buyer, lines, paid, time, currency, numbers);
    }

    /** A copy with this buyer. */
    public Order withBuyer(Buyer other) {
        return new Order(id, stream, channel, host, other, lines, paid, at, currency, numbers);
    }

    /** A copy with these numbers. */
    public Order withNumbers(Map<String, List<Long>> given) {
        return new Order(id, stream, channel, host, buyer, lines, paid, at, currency, given);
    }

    /** The value in minor units, the sum of the lines: at most 100 times 10^12, far below 2^53. */
    public long amount() {
        long sum = 0;
        for (int i = 0; i < lines.size(); i++) { // each order passes here some times, and an iterator is an object
            sum += lines.get(i).amount;
        }
        return sum;
    }

    /** The units of all lines. */
    public long units() {
        long sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            sum += lines.get(i).qty;
        }
        return sum;
    }
}
