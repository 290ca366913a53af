package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.order.StreamEvent.AcceptedLoss;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.CatalogueEntry;
import org.livetally.domain.order.StreamEvent.Erasure;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;

/**
 * The JSON of a message, in both directions. Each content has one form: fields in this order, without absent ones.
 *
 * <pre>{"type":"order","id":…,"stream":…,"channel":…,"host":…,"buyer":{…},"lines":[…],"status":"paid","numbers":{…},"at":…}
 * {"type":"payment","id":…,"stream":…,"order":…,"reason":…,"at":…}
 * {"type":"cancellation","id":…,"stream":…,"order":…,"reason":…,"at":…}
 * {"type":"refund","id":…,"stream":…,"order":…,"amount":…,"lines":[{"sku":…,"qty":…}],"restock":false,"reason":…,"at":…}
 * {"type":"stock","id":…,"stream":…,"sku":…,"add":…,"reason":…,"at":…}
 * {"type":"show","id":…,"stream":…,"host":…,"sku":…,"at":…}
 * {"type":"deal","id":…,"stream":…,"kind":"agreement","counterparty":…,"amount":…,"product":…,"qty":…,"unit":…,"maker":…,
 *  "income":…,"reason":…,"at":…}
 * {"type":"delivery","id":…,"stream":…,"deal":…,"amount":…,"qty":…,"reason":…,"at":…}
 * {"type":"deal_cancellation","id":…,"stream":…,"deal":…,"reason":…,"at":…}
 * {"type":"catalogue","id":…,"stream":…,"products":{…},"at":…}
 * {"type":"groups","id":…,"stream":…,"groups":{…},"at":…}
 * {"type":"erasure","id":…,"stream":…,"pseudonym":…,"orders":…,"seal":"<sha256>@<seq>","at":…}
 * {"type":"loss","id":…,"stream":…,"from":"<seq>","to":"<seq>","by":…,"at":…}</pre>
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
            case STOCK -> StreamEventJson.writeStock(json, (StockChange) message);
            case SHOW -> StreamEventJson.writeShow(json, (Show) message);
            case DEAL, DELIVERY, DEAL_CANCELLATION -> DealJson.write(json, (DealEvent) message);
            case CATALOGUE -> StreamEventJson.writeProducts(json, (CatalogueChange) message);
            case GROUPS -> StreamEventJson.writeGroups(json, (GroupsChange) message);
            case ERASURE -> StreamEventJson.writeErasure(json, (Erasure) message);
            case LOSS -> StreamEventJson.writeLoss(json, (AcceptedLoss) message);
        }
        if (message.at() != Message.NO_TIME) {
            json.writeNumberField("at", message.at());
        }
    }

    private static void writeOrder(JsonGenerator json, Order order) throws IOException {
        JsonBytes.writeText(json, "channel", order.channel());
        JsonBytes.writeText(json, "host", order.host());
        if (order.buyer() != null) {
            json.writeFieldName("buyer");
            BuyerJson.write(json, order.buyer());
        }
        json.writeFieldName("lines");
        LinesJson.write(json, order.lines());
        json.writeStringField("status", OrderState.first(order.paid()).wire());
        NumbersJson.write(json, order.numbers());
    }

    private static void writeEvent(JsonGenerator json, OrderEvent event) throws IOException {
        json.writeStringField("order", event.order());
        JsonBytes.writeText(json, "reason", event.reason());
    }

    private static void writeRefund(JsonGenerator json, Refund refund) throws IOException {
        json.writeStringField("order", refund.order());
        json.writeNumberField("amount", refund.amount());
        LinesJson.writeReturned(json, refund.lines());
        if (!refund.restock()) {
            json.writeBooleanField("restock", false);
        }
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
        String sku = "";
        long amount;

        @Nullable
        String channel;

        @Nullable
        Buyer buyer;

        @Nullable
        String reason;

        Show.@Nullable Change host;
        Show.@Nullable Change shown;
        List<Line> lines = List.of();
        Map<String, List<Long>> numbers = Map.of();
        Map<String, CatalogueEntry> products = Map.of();
        Map<String, @Nullable Group> groups = Map.of();
        String pseudonym = "";
        String seal = "";
        String from = "";
        String to = "";
        String by = "";
        final DealJson.Draft deal = new DealJson.Draft();
        boolean paid;
        boolean restock = true;
        long at = Message.NO_TIME;

        void read(String field, JsonParser json) throws IOException {
            switch (field) {
                case "id" -> id = json.getText();
                case "type" -> type = MessageType.named(json.getText());
                case "order" -> order = json.getText();
                case "amount", "add", "orders" -> amount = json.getLongValue();
                case "reason" -> reason = json.getText();
                case "channel" -> channel = json.getText();
                case "host" -> host = new Show.Change(json.getValueAsString());
                case "sku" -> {
                    shown = new Show.Change(json.getValueAsString());
                    sku = json.getText();
                }
                case "buyer" -> buyer = BuyerJson.read(json);
                case "lines" -> lines = LinesJson.read(json);
                case "status" -> paid = json.getText().equals(OrderState.PAID.wire());
                case "numbers" -> numbers = NumbersJson.read(json);
                case "restock" -> restock = json.getBooleanValue();
                case "products" -> products = StreamEventJson.readProducts(json);
                case "groups" -> groups = StreamEventJson.readGroups(json);
                case "pseudonym" -> pseudonym = json.getText();
                case "seal" -> seal = json.getText();
                case "from" -> from = json.getText();
                case "to" -> to = json.getText();
                case "by" -> by = json.getText();
                case "at" -> at = json.getLongValue();
                default -> deal.read(field, json);
            }
        }

        Message message(String stream) throws IOException {
            if (type == null) {
                throw new IOException("a message of the ledger has no known type");
            }
            return switch (type) {
                case ORDER -> {
                    String presenter = host == null ? null : host.to();
                    yield new Order(id, stream, channel, presenter, buyer, lines, paid, at, null, numbers);
                }
                case PAYMENT -> new Payment(id, stream, order, reason, at);
                case CANCELLATION -> new Cancellation(id, stream, order, reason, at);
                case REFUND -> {
                    List<Returned> units = LinesJson.returned(lines);
                    yield new Refund(id, stream, order, amount, units, restock, reason, at, null);
                }
                case STOCK -> new StockChange(id, stream, sku, amount, reason, at);
                case SHOW -> new Show(id, stream, host, shown, at);
                case DEAL, DELIVERY, DEAL_CANCELLATION -> deal.message(type, id, stream, amount, reason, at);
                case CATALOGUE -> new CatalogueChange(id, stream, products, at);
                case GROUPS -> new GroupsChange(id, stream, groups, at);
                case ERASURE -> new Erasure(id, stream, pseudonym, amount, seal, at);
                case LOSS -> new AcceptedLoss(id, stream, from, to, by, at);
            };
        }
    }
}
