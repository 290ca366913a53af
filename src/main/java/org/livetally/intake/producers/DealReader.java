package org.livetally.intake.producers;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.DealCancellation;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.DealEvent.Terms;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.FieldReader;

/** Reads what only messages about deals say. */
final class DealReader {
    private static final Set<MessageType> DEALS = Set.of(MessageType.DEAL);
    private static final Set<MessageType> LATER = Set.of(MessageType.DELIVERY, MessageType.DEAL_CANCELLATION);
    private static final Set<MessageType> WITH_AMOUNT = Set.of(MessageType.DEAL, MessageType.DELIVERY);

    /** Maximum of the value of a deal, in minor units. */
    private static final long MAX_AMOUNT = 1_000_000_000_000L;

    private static final long MAX_QTY = 1_000_000_000;
    /** Maximum length of the name of a company or a person, in characters. */
    private static final int MAX_PARTY = 100;

    private static final int MAX_UNIT = 20;
    private static final long MISSING = Long.MIN_VALUE;

    private final FieldReader fields;
    private @Nullable String deal;
    private @Nullable Kind kind;
    private @Nullable String counterparty;
    private @Nullable String product;
    private @Nullable String unit;
    private @Nullable String maker;
    private @Nullable Long qty;
    private @Nullable Long income;
    private long amount = MISSING;
    private boolean hasDeal;
    private boolean hasKind;
    private boolean hasCounterparty;

    DealReader(FieldReader fields) {
        this.fields = fields;
    }

    /** Reads the current field, or skips it if no message about deals has it. */
    void read(String field) throws IOException {
        fields.of(messagesWith(field));
        switch (field) {
            case "deal" -> {
                hasDeal = true;
                deal = fields.text("deal");
            }
            case "kind" -> readKind();
            case "counterparty" -> {
                hasCounterparty = true;
                counterparty = fields.text("counterparty", MAX_PARTY);
            }
            case "amount" -> amount = fields.integer("amount", 0, MAX_AMOUNT, Rule.MINOR_UNITS_RANGE);
            case "product" -> product = fields.optionalText("product");
            case "qty" -> qty = fields.isNull() ? null : fields.integer("qty", 1, MAX_QTY, Rule.INTEGER_RANGE);
            case "unit" -> unit = "".equals(fields.raw(0)) ? null : fields.optionalText("unit", MAX_UNIT);
            case "maker" -> maker = fields.optionalText("maker", MAX_PARTY);
            case "income" ->
                income = fields.isNull() ? null : fields.integer("income", 0, MAX_AMOUNT, Rule.MINOR_UNITS_RANGE);
            default -> fields.skip();
        }
    }

    private static Set<MessageType> messagesWith(String field) {
        return switch (field) {
            case "kind", "counterparty", "product", "unit", "maker", "income" -> DEALS;
            case "deal" -> LATER;
            case "amount", "qty" -> WITH_AMOUNT;
            default -> FieldReader.EVERY_MESSAGE;
        };
    }

    private void readKind() throws IOException {
        hasKind = true;
        kind = Kind.named(fields.raw(Kind.AGREEMENT.wire().length()));
        if (kind == null) {
            fields.reject("kind", Rule.DEAL_KIND.reason());
            fields.skip();
        }
    }

    /** Notes what a message of this type lacks, and what its fields break together. */
    void check(MessageType type) {
        switch (type) {
            case DEAL -> {
                fields.require("kind", hasKind);
                fields.require("counterparty", hasCounterparty);
                fields.require("amount", amount != MISSING);
                if (unit != null && qty == null) {
                    fields.reject("unit", Rule.UNIT_ALONE.reason());
                }
            }
            case DELIVERY -> {
                fields.require("deal", hasDeal);
                fields.require("amount", amount != MISSING);
            }
            case DEAL_CANCELLATION -> fields.require("deal", hasDeal);
            case ORDER, PAYMENT, CANCELLATION, REFUND, STOCK, SHOW, CATALOGUE, GROUPS, ERASURE, LOSS ->
                throw new IllegalArgumentException("not about a deal: " + type);
        }
    }

    /** What the messages of all types have in common. */
    record Common(
            String id,
            String stream,
            @Nullable String reason,
            long at,
            @Nullable String currency) {}

    /** The message, if it breaks no rule. */
    DealEvent message(MessageType type, Common of) {
        String about = String.valueOf(deal);
        return switch (type) {
            case DEAL ->
                new Deal(of.id, of.stream, kind == null ? Kind.INTENT : kind, terms(), of.reason, of.at, of.currency);
            case DELIVERY -> new Delivery(of.id, of.stream, about, amount, qty, of.reason, of.at, of.currency);
            case DEAL_CANCELLATION -> new DealCancellation(of.id, of.stream, about, of.reason, of.at, of.currency);
            case ORDER, PAYMENT, CANCELLATION, REFUND, STOCK, SHOW, CATALOGUE, GROUPS, ERASURE, LOSS ->
                throw new IllegalArgumentException("not about a deal: " + type);
        };
    }

    private Terms terms() {
        return new Terms(String.valueOf(counterparty), amount, product, qty, unit, maker, income);
    }
}
