package org.livetally.domain.order;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of a stream that is about no order. */
public sealed interface StreamEvent extends Message {

    /** Null: such an event has no amounts. */
    @Override
    default @Nullable String currency() {
        return null;
    }

    /**
     * Units of a product arrive, break, or are counted again.
     *
     * @param add units, not 0; negative if there are fewer now
     */
    record StockChange(
            String id,
            String stream,
            String sku,
            long add,
            @Nullable String reason,
            long at) implements StreamEvent {
        @Override
        public MessageType type() {
            return MessageType.STOCK;
        }

        @Override
        public StockChange at(long time) {
            return new StockChange(id, stream, sku, add, reason, time);
        }
    }

    /**
     * Who presents, and which product is on air, from here on in the ledger.
     *
     * @param host null if it stays
     * @param sku null if it stays
     */
    record Show(
            String id,
            String stream,
            @Nullable Change host,
            @Nullable Change sku,
            long at) implements StreamEvent {
        @Override
        public MessageType type() {
            return MessageType.SHOW;
        }

        @Override
        public Show at(long time) {
            return new Show(id, stream, host, sku, time);
        }

        /** @param to null for nobody, or no product */
        public record Change(@Nullable String to) {}
    }

    /**
     * Products of the catalogue change; the server makes such a message.
     *
     * @param products sku to what it is now
     */
    record CatalogueChange(String id, String stream, Map<String, CatalogueEntry> products, long at)
            implements StreamEvent {
        @Override
        public MessageType type() {
            return MessageType.CATALOGUE;
        }

        @Override
        public CatalogueChange at(long time) {
            return new CatalogueChange(id, stream, products, time);
        }
    }

    /**
     * A product as the catalogue has it.
     *
     * @param json the whole product; empty if it was removed
     * @param facts what of it moves tallies
     * @param stock its first stock; null if it names none
     */
    record CatalogueEntry(
            String json, ProductFacts facts, @Nullable Long stock) {
        /** The product was removed. */
        public static final CatalogueEntry REMOVED = new CatalogueEntry("", ProductFacts.NONE, null);
    }

    /**
     * Groups of buyers change; the server makes such a message.
     *
     * @param groups name to what it is now; null if it was removed
     */
    record GroupsChange(String id, String stream, Map<String, @Nullable Group> groups, long at) implements StreamEvent {
        @Override
        public MessageType type() {
            return MessageType.GROUPS;
        }

        @Override
        public GroupsChange at(long time) {
            return new GroupsChange(id, stream, groups, time);
        }
    }

    /**
     * A buyer was erased: whatever the stream held of the id is under a pseudonym since, and so are the orders before this
     * message. It moves no tally; the server makes such a message.
     *
     * @param pseudonym what stands in place of the buyer's id
     * @param orders how many orders have it instead
     * @param seal that of the ledger before, as {@code SHA256@SEQ}: whoever wrote it down knows why it does not fit any more
     */
    record Erasure(String id, String stream, String pseudonym, long orders, String seal, long at)
            implements StreamEvent {
        @Override
        public MessageType type() {
            return MessageType.ERASURE;
        }

        @Override
        public Erasure at(long time) {
            return new Erasure(id, stream, pseudonym, orders, seal, time);
        }
    }

    /**
     * An operator accepted that messages which had been acked are gone from the ledger: after a failover, or from an old
     * backup. It moves no tally; the server makes such a message.
     *
     * @param from the newest seq that the ledger had when the loss was noticed; empty if it had none
     * @param to the newest seq that it had had; what is gone was up to there
     * @param by who accepted it: the id of a token, or what the server calls one without
     */
    record AcceptedLoss(String id, String stream, String from, String to, String by, long at) implements StreamEvent {
        @Override
        public MessageType type() {
            return MessageType.LOSS;
        }

        @Override
        public AcceptedLoss at(long time) {
            return new AcceptedLoss(id, stream, from, to, by, time);
        }
    }

    /**
     * A group of buyers, such as the staff of a bureau.
     *
     * @param parent the group that it belongs to; null if it is at the top
     * @param headCount the number of people in it; null if that is unknown
     */
    record Group(@Nullable String parent, @Nullable Long headCount) {}
}
