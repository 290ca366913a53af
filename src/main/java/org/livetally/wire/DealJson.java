package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.DealCancellation;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.DealEvent.Terms;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Seq;

/** The JSON of deals, and of the content of messages about them, in both directions. */
public final class DealJson {
    private DealJson() {}

    /**
     * Writes a deal as operators see it: the message, and what has become of it.
     *
     * @param seq its place in the ledger
     * @param highest whether it was the highest agreement so far, of those that stood
     */
    public static void show(JsonGenerator json, Seq seq, Deal deal, DealProgress progress, boolean highest)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("seq", seq.toString());
        json.writeStringField("type", deal.type().wire());
        json.writeStringField("id", deal.id());
        MessageJson.writeContent(json, deal);
        json.writeStringField("status", progress.state().wire());
        json.writeNumberField("delivered", progress.delivered());
        if (progress.deliveredQty() > 0) {
            json.writeNumberField("deliveredQty", progress.deliveredQty());
        }
        if (highest) {
            json.writeBooleanField("highest", true);
        }
        json.writeEndObject();
    }

    /** Writes the content: all fields but type, id and time. */
    static void write(JsonGenerator json, DealEvent event) throws IOException {
        if (event instanceof Deal deal) {
            writeTerms(json, deal.kind(), deal.terms());
        } else {
            json.writeStringField("deal", event.deal());
        }
        if (event instanceof Delivery delivery) {
            json.writeNumberField("amount", delivery.amount());
            JsonBytes.writeNumber(json, "qty", delivery.qty());
        }
        JsonBytes.writeText(json, "reason", event.reason());
    }

    private static void writeTerms(JsonGenerator json, Kind kind, Terms terms) throws IOException {
        json.writeStringField("kind", kind.wire());
        json.writeStringField("counterparty", terms.counterparty());
        json.writeNumberField("amount", terms.amount());
        JsonBytes.writeText(json, "product", terms.product());
        JsonBytes.writeNumber(json, "qty", terms.qty());
        JsonBytes.writeText(json, "unit", terms.unit());
        JsonBytes.writeText(json, "maker", terms.maker());
        JsonBytes.writeNumber(json, "income", terms.income());
    }

    /** The fields that only messages about deals have. */
    static final class Draft {
        private String deal = "";
        private String counterparty = "";
        private Kind kind = Kind.INTENT;
        private @Nullable String product;
        private @Nullable Long qty;
        private @Nullable String unit;
        private @Nullable String maker;
        private @Nullable Long income;

        /** Reads a field, or skips one that no message has. */
        void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "deal" -> deal = json.getText();
                case "kind" -> kind = Objects.requireNonNullElse(Kind.named(json.getText()), kind);
                case "counterparty" -> counterparty = json.getText();
                case "product" -> product = json.getText();
                case "qty" -> qty = json.getLongValue();
                case "unit" -> unit = json.getText();
                case "maker" -> maker = json.getText();
                case "income" -> income = json.getLongValue();
                default -> json.skipChildren();
            }
        }

        DealEvent message(MessageType type, String id, String stream, long amount, @Nullable String reason, long at) {
            return switch (type) {
                case DEAL -> {
                    Terms terms = new Terms(counterparty, amount, product, qty, unit, maker, income);
                    yield new Deal(id, stream, kind, terms, reason, at, null);
                }
                case DELIVERY -> new Delivery(id, stream, deal, amount, qty, reason, at, null);
                case DEAL_CANCELLATION -> new DealCancellation(id, stream, deal, reason, at, null);
                case ORDER, PAYMENT, CANCELLATION, REFUND, STOCK, SHOW, CATALOGUE, GROUPS, ERASURE, LOSS ->
                    throw new IllegalArgumentException("not about a deal: " + type);
            };
        }
    }
}
