package org.livetally.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;
import org.livetally.model.Order;
import org.livetally.model.Order.Buyer;
import org.livetally.model.Order.Line;
import org.livetally.model.OrderEvent;
import org.livetally.model.OrderEvent.Cancellation;
import org.livetally.model.OrderEvent.Payment;
import org.livetally.model.OrderEvent.Refund;
import org.livetally.model.OrderMessage;
import org.livetally.model.Seq;

/**
 * The JSON of a message in the ledger, one canonical form per content: fields in this order, absent ones left out. The stream
 * is in the key, so it is not repeated here. An entry of the ledger holds an array of them, as one value: of many fields Redis
 * would make as many objects, and each costs more than its text.
 *
 * <pre>{"id":…,"type":"order","channel":…,"buyer":{"id":…,"group":…,"city":…},"lines":[{"sku":…,"qty":…,"amount":…}],
 * "status":"paid","at":…}
 * {"id":…,"type":"payment","order":…,"reason":…,"at":…}
 * {"id":…,"type":"cancellation","order":…,"reason":…,"at":…}
 * {"id":…,"type":"refund","order":…,"amount":…,"reason":…,"at":…}</pre>
 */
final class LedgerJson {
    static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 256;

    private LedgerJson() {}

    static byte[] write(OrderMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("id", message.id());
            json.writeStringField("type", message.type().wire());
            writeRest(json, message);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }

    /**
     * Writes a message as operators are shown it, the type first.
     *
     * @param seq its place in the ledger; null to leave it out
     */
    static void show(JsonGenerator json, @Nullable Seq seq, OrderMessage message) throws IOException {
        json.writeStartObject();
        if (seq != null) {
            json.writeStringField("seq", seq.toString());
        }
        json.writeStringField("type", message.type().wire());
        json.writeStringField("id", message.id());
        writeRest(json, message);
        json.writeEndObject();
    }

    private static void writeRest(JsonGenerator json, OrderMessage message) throws IOException {
        switch (message.type()) {
            case ORDER -> writeOrder(json, (Order) message);
            case PAYMENT, CANCELLATION -> writeEvent(json, (OrderEvent) message);
            case REFUND -> writeRefund(json, (Refund) message);
        }
        if (message.at() != OrderMessage.NO_TIME) {
            json.writeNumberField("at", message.at());
        }
    }

    private static void writeOrder(JsonGenerator json, Order order) throws IOException {
        writeText(json, "channel", order.channel());
        if (order.buyer() != null) {
            writeBuyer(json, order.buyer());
        }
        writeLines(json, order.lines());
        json.writeStringField("status", order.paid() ? "paid" : "placed");
    }

    private static void writeEvent(JsonGenerator json, OrderEvent event) throws IOException {
        json.writeStringField("order", event.order());
        writeText(json, "reason", event.reason());
    }

    private static void writeRefund(JsonGenerator json, Refund refund) throws IOException {
        json.writeStringField("order", refund.order());
        json.writeNumberField("amount", refund.amount());
        writeText(json, "reason", refund.reason());
    }

    private static void writeBuyer(JsonGenerator json, Buyer buyer) throws IOException {
        json.writeObjectFieldStart("buyer");
        writeText(json, "id", buyer.id());
        writeText(json, "group", buyer.group());
        writeText(json, "city", buyer.city());
        json.writeEndObject();
    }

    private static void writeLines(JsonGenerator json, List<Line> lines) throws IOException {
        json.writeArrayFieldStart("lines");
        for (Line line : lines) {
            json.writeStartObject();
            json.writeStringField("sku", line.sku());
            json.writeNumberField("qty", line.qty());
            json.writeNumberField("amount", line.amount());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void writeText(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    /** The messages of one entry. */
    static byte[] array(List<byte[]> messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(messages.size() * TYPICAL_BYTES);
        char separator = '[';
        for (byte[] message : messages) {
            out.write(separator);
            out.writeBytes(message);
            separator = ',';
        }
        out.write(']');
        return out.toByteArray();
    }

    /**
     * Reads a message back.
     *
     * @throws UncheckedIOException if this is no JSON
     */
    static OrderMessage read(String stream, byte[] bytes) {
        try (JsonParser json = JSON.createParser(bytes)) {
            json.nextToken();
            return read(stream, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the messages of an entry back.
     *
     * @throws UncheckedIOException if this is no JSON array of objects
     */
    static List<OrderMessage> readArray(String stream, byte[] bytes) {
        List<OrderMessage> messages = new ArrayList<>();
        try (JsonParser json = JSON.createParser(bytes)) {
            require(json.nextToken(), JsonToken.START_ARRAY);
            for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                require(next, JsonToken.START_OBJECT);
                messages.add(read(stream, json));
            }
            require(json.nextToken(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    private static void require(@Nullable JsonToken found, @Nullable JsonToken expected) throws IOException {
        if (found != expected) {
            throw new IOException("an entry of the ledger must be an array of messages");
        }
    }

    private static OrderMessage read(String stream, JsonParser json) throws IOException {
        Draft draft = new Draft();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            draft.read(field, json);
        }
        return draft.message(stream);
    }

    private static final class Draft {
        String id = "";
        String order = "";
        long amount;

        @Nullable
        MessageType type;

        @Nullable
        String channel;

        @Nullable
        Buyer buyer;

        @Nullable
        String reason;

        final List<Line> lines = new ArrayList<>();
        boolean paid;
        long at = OrderMessage.NO_TIME;

        void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "id" -> id = json.getText();
                case "type" -> type = MessageType.named(json.getText());
                case "order" -> order = json.getText();
                case "amount" -> amount = json.getLongValue();
                case "reason" -> reason = json.getText();
                case "channel" -> channel = json.getText();
                case "buyer" -> buyer = readBuyer(json);
                case "lines" -> readLines(json);
                case "status" -> paid = json.getText().equals("paid");
                case "at" -> at = json.getLongValue();
                default -> json.skipChildren();
            }
        }

        OrderMessage message(String stream) throws IOException {
            if (type == null) {
                throw new IOException("a message of the ledger must have a type that this version knows");
            }
            return switch (type) {
                case ORDER -> new Order(id, stream, channel, buyer, lines, paid, at);
                case PAYMENT -> new Payment(id, stream, order, reason, at);
                case CANCELLATION -> new Cancellation(id, stream, order, reason, at);
                case REFUND -> new Refund(id, stream, order, amount, reason, at);
            };
        }

        private static Buyer readBuyer(JsonParser json) throws IOException {
            String id = null;
            String group = null;
            String city = null;
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                String value = json.nextTextValue();
                switch (field) {
                    case "id" -> id = value;
                    case "group" -> group = value;
                    default -> city = value;
                }
            }
            return new Buyer(id, group, city);
        }

        private void readLines(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                String sku = "";
                long qty = 0;
                long amount = 0;
                for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                    json.nextToken();
                    switch (field) {
                        case "sku" -> sku = json.getText();
                        case "qty" -> qty = json.getLongValue();
                        default -> amount = json.getLongValue();
                    }
                }
                lines.add(new Line(sku, qty, amount));
            }
        }
    }
}
