package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderState;

/**
 * The JSON of a message, in both directions. Each content has one form: fields in this order, without absent ones.
 *
 * <pre>{"type":"order","id":…,"stream":…,"channel":…,"buyer":{…},"lines":[…],"status":"paid","at":…}
 * {"type":"payment","id":…,"stream":…,"order":…,"reason":…,"at":…}
 * {"type":"cancellation","id":…,"stream":…,"order":…,"reason":…,"at":…}
 * {"type":"refund","id":…,"stream":…,"order":…,"amount":…,"reason":…,"at":…}</pre>
 */
public final class MessageJson {
    private MessageJson() {}

    /** Writes a message as a client sends it. */
    public static void write(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", message.type().wire());
        json.writeStringField("id", message.id());
        json.writeStringField("stream", message.stream());
        JsonBytes.writeText(json, "currency", message.currency());
        writeContent(json, message);
        json.writeEndObject();
    }

    /** Writes an array of messages as a client sends it. */
    public static void writeArray(JsonGenerator json, List<? extends Message> messages) throws IOException {
        json.writeStartArray();
        for (Message message : messages) {
            write(json, message);
        }
        json.writeEndArray();
    }

    /** Writes the content of a message: all fields but type, id, stream and currency. */
    static void writeContent(JsonGenerator json, Message message) throws IOException {
        switch (message.type()) {
            case ORDER -> writeOrder(json, (Order) message);
            case PAYMENT, CANCELLATION -> writeEvent(json, (OrderEvent) message);
            case REFUND -> writeRefund(json, (Refund) message);
        }
        if (message.at() != Message.NO_TIME) {
            json.writeNumberField("at", message.at());
        }
    }

    private static void writeOrder(JsonGenerator json, Order order) throws IOException {
        JsonBytes.writeText(json, "channel", order.channel());
        if (order.buyer() != null) {
            json.writeFieldName("buyer");
            BuyerJson.write(json, order.buyer());
        }
        json.writeFieldName("lines");
        LinesJson.write(json, order.lines());
        json.writeStringField("status", OrderState.first(order.paid()).wire());
    }

    private static void writeEvent(JsonGenerator json, OrderEvent event) throws IOException {
        json.writeStringField("order", event.order());
        JsonBytes.writeText(json, "reason", event.reason());
    }

    private static void writeRefund(JsonGenerator json, Refund refund) throws IOException {
        json.writeStringField("order", refund.order());
        json.writeNumberField("amount", refund.amount());
        JsonBytes.writeText(json, "reason", refund.reason());
    }

    /**
     * Parses a message that was written here; the parser is on the opening brace.
     *
     * @param stream the message's stream
     * @throws IOException if this is not a message of a known type
     */
    static Message read(String stream, JsonParser json) throws IOException {
        Draft draft = new Draft();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            draft.read(field, json);
        }
        return draft.message(stream);
    }

    private static final class Draft {
        String id = "";

        @Nullable
        MessageType type;

        String order = "";
        long amount;

        @Nullable
        String channel;

        @Nullable
        Buyer buyer;

        @Nullable
        String reason;

        List<Line> lines = List.of();
        boolean paid;
        long at = Message.NO_TIME;

        void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "id" -> id = json.getText();
                case "type" -> type = MessageType.named(json.getText());
                case "order" -> order = json.getText();
                case "amount" -> amount = json.getLongValue();
                case "reason" -> reason = json.getText();
                case "channel" -> channel = json.getText();
                case "buyer" -> buyer = BuyerJson.read(json);
                case "lines" -> lines = LinesJson.read(json);
                case "status" -> paid = json.getText().equals(OrderState.PAID.wire());
                case "at" -> at = json.getLongValue();
                default -> json.skipChildren();
            }
        }

        Message message(String stream) throws IOException {
            if (type == null) {
                throw new IOException("a message must be " + MessageType.choice());
            }
            return switch (type) {
                case ORDER -> new Order(id, stream, channel, buyer, lines, paid, at, null);
                case PAYMENT -> new Payment(id, stream, order, reason, at);
                case CANCELLATION -> new Cancellation(id, stream, order, reason, at);
                case REFUND -> new Refund(id, stream, order, amount, reason, at);
            };
        }
    }
}
