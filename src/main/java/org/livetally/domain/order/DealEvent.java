package org.livetally.domain.order;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A contract that is announced or signed beside the sales of a stream, or a later event of one. Deals move figures of
 * their own, and none of orders.
 */
public sealed interface DealEvent extends Message {

    /** The id of the deal; a deal's own id. */
    String deal();

    /** The reason, for people, 1 to 200 characters; null if there is none. It is part of the content. */
    @Nullable
    String reason();

    /** What is agreed, or only intended. */
    enum Kind {
        /** The counterparty says that it will buy; nothing is signed. */
        INTENT,
        /** A contract is signed. It can be delivered. */
        AGREEMENT;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** The name on the wire, for example {@code agreement}. */
        public String wire() {
            return wire;
        }

        /** The kind with this name; null if it is unknown. */
        public static @Nullable Kind named(@Nullable String wire) {
            for (Kind kind : values()) {
                if (kind.wire.equals(wire)) {
                    return kind;
                }
            }
            return null;
        }
    }

    /**
     * What a deal is about.
     *
     * @param counterparty who buys
     * @param amount its value, in minor units
     * @param product what is bought, in free text; null if it is not said
     * @param qty how much of it, at least 1; null if it is not said
     * @param unit what {@code qty} counts, such as jin; null if it is not said
     * @param maker who makes it; null if it is not said
     * @param income what of the amount the makers get, in minor units; null if it is not said
     */
    record Terms(
            String counterparty,
            long amount,
            @Nullable String product,
            @Nullable Long qty,
            @Nullable String unit,
            @Nullable String maker,
            @Nullable Long income) {}

    /** A deal is made. */
    record Deal(
            String id,
            String stream,
            Kind kind,
            Terms terms,
            @Nullable String reason,
            long at,
            @Nullable String currency)
            implements DealEvent {
        @Override
        public MessageType type() {
            return MessageType.DEAL;
        }

        @Override
        public String deal() {
            return id;
        }

        @Override
        public Deal at(long time) {
            return new Deal(id, stream, kind, terms, reason, time, currency);
        }
    }

    /**
     * Some or all of what was agreed is delivered.
     *
     * @param amount its value, in minor units
     * @param qty how much, at least 1; null if it is not said
     */
    record Delivery(
            String id,
            String stream,
            String deal,
            long amount,
            @Nullable Long qty,
            @Nullable String reason,
            long at,
            @Nullable String currency)
            implements DealEvent {
        @Override
        public MessageType type() {
            return MessageType.DELIVERY;
        }

        @Override
        public Delivery at(long time) {
            return new Delivery(id, stream, deal, amount, qty, reason, time, currency);
        }
    }

    /** A deal is called off before anything was delivered. */
    record DealCancellation(
            String id,
            String stream,
            String deal,
            @Nullable String reason,
            long at,
            @Nullable String currency) implements DealEvent {
        @Override
        public MessageType type() {
            return MessageType.DEAL_CANCELLATION;
        }

        @Override
        public DealCancellation at(long time) {
            return new DealCancellation(id, stream, deal, reason, time, currency);
        }
    }
}
