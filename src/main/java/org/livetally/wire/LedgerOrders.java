package org.livetally.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;

/**
 * The fast way of an entry of the ledger, which campaigns, checkpoints, audits and reports read again: orders in the form in which
 * {@link OrderJson} writes them, which nearly all are. Their fields have one order, so they are compared with what must come
 * next; {@link PlainJson} says what a value may look like.
 *
 * <p>Exact by falling back, twice. A message in any other form is read by a parser, which begins at its brace. That parser is
 * stricter than the ledger's, so what it reads, that one reads alike. Where it fails, or does not end at the end of the message,
 * and whatever else the array is, this says nothing: the ledger's parser then reads the whole entry, and what is wrong with a
 * damaged one comes from there. {@code LedgerOrdersTest} compares both.
 */
final class LedgerOrders {
    private static final byte[] MESSAGE = PlainBytes.ascii("{\"");
    private static final byte[] COMMA = PlainBytes.ascii(",");

    private final String stream;
    private final byte[] bytes;
    private final PlainJson json;
    /** Whether a buyer has not ended. */
    private boolean open;

    private LedgerOrders(String stream, byte[] bytes) {
        this.stream = stream;
        this.bytes = bytes;
        this.json = PlainJson.of(bytes);
    }

    /** The messages of an entry; null if it must be parsed. */
    static @Nullable List<Message> read(String stream, byte[] bytes) {
        LedgerOrders orders = new LedgerOrders(stream, bytes);
        try {
            return orders.array();
        } finally {
            orders.json.letGo();
        }
    }

    /** A message that was written by itself; null if it must be parsed. */
    static @Nullable Message readOne(String stream, byte[] bytes) {
        LedgerOrders orders = new LedgerOrders(stream, bytes);
        Order order = orders.order();
        return orders.json.end() ? order : null;
    }

    private @Nullable List<Message> array() {
        List<Message> messages = new ArrayList<>();
        json.pass('[');
        do {
            Message message = message();
            if (message == null) {
                return null;
            }
            messages.add(message);
        } while (json.more(']'));
        return json.end() ? messages : null;
    }

    private @Nullable Message message() {
        int from = json.place();
        Order order = order();
        return json.isPlain() ? order : parsed(from);
    }

    private @Nullable Message parsed(int from) {
        json.goTo(from);
        if (!json.passes(MESSAGE)) {
            return null;
        }
        try (JsonParser parser = StrictJson.FACTORY.createParser(bytes, from, bytes.length - from)) {
            parser.nextToken();
            Message message = MessageJson.read(stream, parser);
            boolean whole = parser.hasToken(JsonToken.END_OBJECT)
                    && parser.getParsingContext().inRoot();
            json.goTo(from + (int) parser.currentLocation().getByteOffset());
            return whole ? message : null;
        } catch (IOException e) {
            return null; // the ledger's parser says what is wrong
        }
    }

    private Order order() {
        json.pass(OrderJson.ID);
        String id = json.text();
        json.pass(OrderJson.TYPE);
        String channel = optional(OrderJson.CHANNEL);
        String host = optional(OrderJson.HOST);
        Buyer buyer = json.passes(OrderJson.BUYER) ? buyer() : null;
        json.pass(OrderJson.LINES);
        List<Line> lines = lines();
        boolean paid = json.passes(OrderJson.PAID);
        if (!paid) {
            json.pass(OrderJson.PLACED);
        }
        long at = json.passes(OrderJson.AT) ? json.integer(0, Long.MAX_VALUE) : Message.NO_TIME;
        json.pass('}');
        return new Order(id, stream, channel, host, buyer, lines, paid, at, null, Map.of());
    }

    private @Nullable String optional(byte[] field) {
        return json.passes(field) ? json.name() : null;
    }

    private Buyer buyer() {
        open = true;
        String id = open(OrderJson.BUYER_ID) ? more(json.text()) : null;
        String group = open(OrderJson.GROUP) ? more(json.name()) : null;
        String city = open(OrderJson.CITY) ? more(json.name()) : null;
        String province = open(OrderJson.PROVINCE) ? more(json.name()) : null;
        if (open) {
            json.fail(); // a comma after the last field, or no field at all
        }
        return new Buyer(id, group, city, province);
    }

    private boolean open(byte[] field) {
        return open && json.passes(field);
    }

    private String more(String value) {
        open = json.more('}');
        return value;
    }

    private List<Line> lines() {
        Line first = line();
        if (!json.passes(COMMA)) {
            return List.of(first);
        }
        List<Line> lines = new ArrayList<>();
        lines.add(first);
        do {
            lines.add(line());
        } while (json.passes(COMMA));
        return lines;
    }

    private Line line() {
        json.pass(OrderJson.SKU);
        String sku = json.name();
        json.pass(OrderJson.QTY);
        long qty = json.integer(0, Long.MAX_VALUE);
        json.pass(OrderJson.AMOUNT);
        long amount = json.integer(0, Long.MAX_VALUE);
        json.pass('}');
        return new Line(sku, qty, amount);
    }
}
