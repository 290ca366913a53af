package org.livetally.intake.producers;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.BuyerJson;
import org.livetally.wire.FieldReader;
import org.livetally.wire.FieldReader.Scope;
import org.livetally.wire.LinesJson;
import org.livetally.wire.LinesJson.Rules;

/** Reads one message about an order; the parser has consumed its opening brace. */
final class ProducerMessageReader {
    /** Maximum of a refund: the value of the largest possible order. */
    private static final long MAX_REFUND = Rules.OF_PRODUCERS.lines() * Rules.OF_PRODUCERS.amount();
    /**
     * The year 2000. The contract gives no lower bound, but an earlier time is seconds taken for milliseconds, which no
     * trend could show.
     */
    private static final long EARLIEST = 946_684_800_000L;
    /** How far a producer's clock may be ahead. */
    private static final long MAX_AHEAD_MS = 60_000;
    /** An invalid id is echoed up to this length, so that the producer can recognise its message. */
    private static final int MAX_ECHO = 256;

    private static final int MAX_REASON = 200;
    private static final long MISSING = Long.MIN_VALUE;

    private final FieldReader fields;
    private final long now;
    private @Nullable String echo;
    /** The kind of message whose fields count; an order's until the message names its type. */
    private Scope kind = Scope.ORDER;

    private @Nullable MessageType type;
    private @Nullable String id;
    private @Nullable String stream;
    private @Nullable String channel;
    private @Nullable Buyer buyer;
    private @Nullable List<Line> lines;
    private @Nullable String order;
    private @Nullable String reason;
    private @Nullable String currency;
    private boolean hasLines;
    private boolean hasType;
    private boolean hasId;
    private boolean hasStream;
    private boolean hasOrder;
    private long amount = MISSING;
    private boolean paid = true;
    private long at = Message.NO_TIME;

    private ProducerMessageReader(JsonParser json, long now) {
        this.fields = new FieldReader(json);
        this.now = now;
    }

    /** @param now epoch milliseconds, against which the message's time is checked */
    static ProducerMessage read(JsonParser json, long now) throws IOException {
        ProducerMessageReader reader = new ProducerMessageReader(json, now);
        for (String field = reader.fields.next(); field != null; field = reader.fields.next()) {
            reader.readField(field);
        }
        return reader.message();
    }

    private void readField(String field) throws IOException {
        fields.of(scope(field));
        switch (field) {
            case "type" -> readType();
            case "id" -> readId();
            case "stream" -> {
                hasStream = true;
                stream = fields.text("stream");
            }
            case "currency" -> currency = fields.optionalText("currency");
            case "channel" -> channel = fields.optionalText("channel");
            case "buyer" -> buyer = BuyerJson.read(fields, true);
            case "lines" -> {
                hasLines = true;
                lines = LinesJson.read(fields, Rules.OF_PRODUCERS);
            }
            case "status" -> readStatus();
            case "at" -> readAt();
            case "order" -> {
                hasOrder = true;
                order = fields.text("order");
            }
            case "reason" -> reason = fields.optionalText("reason", MAX_REASON);
            case "amount" -> amount = fields.integer("amount", 1, MAX_REFUND, Rule.MINOR_UNITS_RANGE);
            default -> fields.skip();
        }
    }

    private static Scope scope(String field) {
        return switch (field) {
            case "channel", "buyer", "lines", "status" -> Scope.ORDER;
            case "order", "amount", "reason" -> Scope.EVENT;
            default -> Scope.ANY;
        };
    }

    private void readType() throws IOException {
        hasType = true;
        String name = fields.text("type");
        type = MessageType.named(name);
        if (type != null && type.ordinal() <= MessageType.REFUND.ordinal()) {
            kind = kind(type);
        } else if (name != null) {
            type = null;
            kind = Scope.EVENT;
            fields.reject("type", Rule.MESSAGE_TYPE.reason(MessageType.choice()));
        } else {
            kind = Scope.ORDER;
        }
    }

    private static Scope kind(MessageType type) {
        return switch (type) {
            case ORDER -> Scope.ORDER;
            case PAYMENT, CANCELLATION, REFUND, STOCK, SHOW, CATALOGUE, GROUPS -> Scope.EVENT;
        };
    }

    private void readId() throws IOException {
        hasId = true;
        echo = fields.raw(MAX_ECHO);
        id = fields.text("id");
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

    private void readAt() throws IOException {
        at = Message.NO_TIME; // a later occurrence of a field replaces an earlier one, even with null
        if (!fields.isNull()) {
            at = fields.integer("at", EARLIEST, now + MAX_AHEAD_MS, Rule.ORDER_TIME);
        }
    }

    private ProducerMessage message() {
        fields.of(Scope.ANY);
        fields.require("type", hasType);
        fields.require("id", hasId);
        fields.require("stream", hasStream);
        fields.of(Scope.ORDER);
        fields.require("lines", hasLines);
        fields.of(Scope.EVENT);
        fields.require("order", hasOrder);
        fields.require("amount", amount != MISSING || type != MessageType.REFUND);
        Rejection rejection = fields.firstRejection(kind);
        if (rejection != null || id == null || stream == null || type == null) {
            return ProducerMessage.rejected(
                    echo, type, rejection == null ? Rejection.invalidOrder("id", Rule.MISSING.reason()) : rejection);
        }
        return ProducerMessage.of(message(type, id, stream));
    }

    private Message message(MessageType is, String own, String of) {
        List<Line> bought = lines == null ? List.of() : lines;
        String about = String.valueOf(order);
        return switch (is) {
            case ORDER -> new Order(own, of, channel, buyer, bought, paid, at, currency);
            case PAYMENT -> new Payment(own, of, about, reason, at, currency);
            case CANCELLATION -> new Cancellation(own, of, about, reason, at, currency);
            case REFUND -> new Refund(own, of, about, amount, reason, at, currency);
            case STOCK, SHOW, CATALOGUE, GROUPS -> throw new IllegalStateException("not read yet: " + is);
        };
    }
}
