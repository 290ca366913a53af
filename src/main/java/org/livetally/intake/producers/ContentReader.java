package org.livetally.intake.producers;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.BuyerJson;
import org.livetally.wire.FieldReader;
import org.livetally.wire.LinesJson;
import org.livetally.wire.LinesJson.Rules;

/**
 * Reads what a message says, by its type: all fields but those of every message. The type may come last, so each field
 * is read for all types that have it.
 */
final class ContentReader {
    private static final Set<MessageType> ORDERS = Set.of(MessageType.ORDER);
    private static final Set<MessageType> EVENTS =
            Set.of(MessageType.PAYMENT, MessageType.CANCELLATION, MessageType.REFUND);
    private static final Set<MessageType> WITH_MONEY = Set.of(
            MessageType.ORDER,
            MessageType.PAYMENT,
            MessageType.CANCELLATION,
            MessageType.REFUND,
            MessageType.DEAL,
            MessageType.DELIVERY,
            MessageType.DEAL_CANCELLATION);
    private static final Set<MessageType> WITH_REASON = Set.of(
            MessageType.PAYMENT,
            MessageType.CANCELLATION,
            MessageType.REFUND,
            MessageType.STOCK,
            MessageType.DEAL,
            MessageType.DELIVERY,
            MessageType.DEAL_CANCELLATION);
    private static final Set<MessageType> WITH_HOST = Set.of(MessageType.ORDER, MessageType.SHOW);
    private static final Set<MessageType> WITH_SKU = Set.of(MessageType.STOCK, MessageType.SHOW);
    private static final Set<MessageType> STOCKS = Set.of(MessageType.STOCK);
    private static final Set<MessageType> REFUNDS = Set.of(MessageType.REFUND);

    /** Maximum of a refund: the value of the largest possible order. */
    private static final long MAX_REFUND = Rules.OF_PRODUCERS.lines() * Rules.OF_PRODUCERS.amount();
    /** Maximum of units that a message adds to a stock, or takes from it. */
    private static final long MAX_STOCK_CHANGE = 1_000_000_000;

    private static final int MAX_REASON = 200;
    private static final long MISSING = Long.MIN_VALUE;

    private final FieldReader fields;
    private @Nullable String channel;
    private @Nullable String host;
    private @Nullable Buyer buyer;
    private @Nullable List<Line> lines;
    private @Nullable String order;
    private @Nullable String sku;
    private @Nullable String reason;
    private @Nullable String currency;
    private boolean hasHost;
    private boolean hasLines;
    private boolean hasOrder;
    private boolean hasSku;
    private boolean paid = true;
    private boolean restock = true;
    private long amount = MISSING;
    private long add = MISSING;
    private @Nullable DealReader deals;

    ContentReader(FieldReader fields) {
        this.fields = fields;
    }

    /** Reads the current field, or skips it if no message has it. */
    void read(String field) throws IOException {
        fields.of(messagesWith(field));
        switch (field) {
            case "currency" -> currency = fields.optionalText("currency");
            case "channel" -> channel = fields.optionalText("channel");
            case "host" -> {
                hasHost = true;
                host = fields.optionalText("host");
            }
            case "buyer" -> buyer = BuyerJson.read(fields, true);
            case "lines" -> readLines();
            case "status" -> readStatus();
            case "order" -> {
                hasOrder = true;
                order = fields.text("order");
            }
            case "reason" -> reason = fields.optionalText("reason", MAX_REASON);
            case "amount" -> readAmount();
            case "restock" -> restock = fields.optionalBoolean("restock", true);
            case "sku" -> readSku();
            case "add" -> readAdd();
            default -> deals().read(field);
        }
    }

    /** Few messages are about deals, so the others make no reader for them. */
    private DealReader deals() {
        if (deals == null) {
            deals = new DealReader(fields);
        }
        return deals;
    }

    private static Set<MessageType> messagesWith(String field) {
        return switch (field) {
            case "channel", "buyer", "status" -> ORDERS;
            case "host" -> WITH_HOST;
            case "currency" -> WITH_MONEY;
            case "lines" -> Rules.OF_PRODUCERS.messages();
            case "order", "amount" -> EVENTS;
            case "reason" -> WITH_REASON;
            case "restock" -> REFUNDS;
            case "sku" -> WITH_SKU;
            case "add" -> STOCKS;
            default -> FieldReader.EVERY_MESSAGE;
        };
    }

    private void readLines() throws IOException {
        hasLines = true;
        if (fields.isNull()) {
            fields.of(ORDERS); // a refund may have none
        }
        lines = LinesJson.read(fields, Rules.OF_PRODUCERS);
    }

    /** A refund has other limits than a deal. */
    private void readAmount() throws IOException {
        amount = fields.integer("amount", 1, MAX_REFUND, Rule.MINOR_UNITS_RANGE);
        deals().read("amount");
    }

    private void readStatus() throws IOException {
        String placed = OrderState.PLACED.wire();
        String status = fields.isNull() ? OrderState.PAID.wire() : String.valueOf(fields.raw(placed.length()));
        paid = status.equals(OrderState.PAID.wire());
        if (!paid && !status.equals(placed)) {
            fields.reject("status", Rule.ORDER_STATUS.reason());
            fields.skip();
        }
    }

    private void readSku() throws IOException {
        hasSku = true;
        if (fields.isNull()) {
            fields.of(STOCKS); // a show may name none
        }
        sku = fields.text("sku");
    }

    private void readAdd() throws IOException {
        add = fields.integer("add", -MAX_STOCK_CHANGE, MAX_STOCK_CHANGE, Rule.STOCK_CHANGE);
        if (add == 0) {
            fields.reject("add", Rule.STOCK_CHANGE.reason(-MAX_STOCK_CHANGE, MAX_STOCK_CHANGE));
        }
    }

    /** Notes what a message of this type lacks, and what its fields break together. */
    void check(MessageType type) {
        switch (type) {
            case ORDER -> fields.require("lines", hasLines);
            case PAYMENT, CANCELLATION -> fields.require("order", hasOrder);
            case REFUND -> {
                fields.require("order", hasOrder);
                fields.require("amount", amount != MISSING);
                LinesJson.requireOnce(fields, lines());
            }
            case STOCK -> {
                fields.require("sku", hasSku);
                fields.require("add", add != MISSING);
            }
            case SHOW -> {
                if (!hasHost && !hasSku) {
                    fields.reject("host", Rule.SHOW_EMPTY.reason());
                }
            }
            case DEAL, DELIVERY, DEAL_CANCELLATION -> deals().check(type);
            case CATALOGUE, GROUPS, ERASURE, LOSS -> {} // refused for their type
        }
    }

    private List<Line> lines() {
        return lines == null ? List.of() : lines;
    }

    /** The message, if it breaks no rule. */
    Message message(MessageType type, String id, String stream, long at) {
        String about = String.valueOf(order);
        return switch (type) {
            case ORDER -> new Order(id, stream, channel, host, buyer, lines(), paid, at, currency, Map.of());
            case PAYMENT -> new Payment(id, stream, about, reason, at, currency);
            case CANCELLATION -> new Cancellation(id, stream, about, reason, at, currency);
            case REFUND -> {
                List<Returned> units = LinesJson.returned(lines());
                yield new Refund(id, stream, about, amount, units, restock, reason, at, currency);
            }
            case STOCK -> new StockChange(id, stream, String.valueOf(sku), add, reason, at);
            case SHOW -> new Show(id, stream, change(hasHost, host), change(hasSku, sku), at);
            case DEAL, DELIVERY, DEAL_CANCELLATION ->
                deals().message(type, new DealReader.Common(id, stream, reason, at, currency));
            case CATALOGUE, GROUPS, ERASURE, LOSS ->
                throw new IllegalArgumentException("only the server makes a " + type);
        };
    }

    private static Show.@Nullable Change change(boolean named, @Nullable String to) {
        return named ? new Show.Change(to) : null;
    }
}
