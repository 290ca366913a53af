package org.livetally.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderState;

/**
 * The canonical JSON of an order without numbers, byte for byte what {@link LedgerJson} writes with a generator: every order
 * passes here once, and a generator, its buffers and its checks cost more than the bytes. Whatever a generator would escape
 * or refuse is left to it. {@code OrderJsonTest} compares both.
 */
final class OrderJson {
    static final byte[] ID = ascii("{\"id\":");
    static final byte[] TYPE = ascii(",\"type\":\"" + MessageType.ORDER.wire() + '"');
    static final byte[] CHANNEL = ascii(",\"channel\":");
    static final byte[] HOST = ascii(",\"host\":");
    static final byte[] BUYER = ascii(",\"buyer\":{");
    static final byte[] BUYER_ID = ascii("\"id\":");
    static final byte[] GROUP = ascii("\"group\":");
    static final byte[] CITY = ascii("\"city\":");
    static final byte[] PROVINCE = ascii("\"province\":");
    static final byte[] LINES = ascii(",\"lines\":[");
    static final byte[] SKU = ascii("{\"sku\":");
    static final byte[] QTY = ascii(",\"qty\":");
    static final byte[] AMOUNT = ascii(",\"amount\":");
    static final byte[] PAID = status(true);
    static final byte[] PLACED = status(false);
    static final byte[] AT = ascii(",\"at\":");

    private OrderJson() {}

    private static byte[] ascii(String text) {
        return PlainBytes.ascii(text);
    }

    private static byte[] status(boolean paid) {
        return ascii("],\"status\":\"" + OrderState.first(paid).wire() + '"');
    }

    /** The JSON; null if a generator must write it. */
    static byte @Nullable [] write(Order order) {
        if (!order.numbers().isEmpty()) {
            return null;
        }
        PlainBytes json = PlainBytes.ofThread();
        json.raw(ID).text(order.id()).raw(TYPE);
        text(json, CHANNEL, order.channel());
        text(json, HOST, order.host());
        if (order.buyer() != null) {
            buyer(json, order.buyer());
        }
        lines(json, order.lines());
        json.raw(order.paid() ? PAID : PLACED);
        if (order.at() != Message.NO_TIME) {
            json.raw(AT).number(order.at());
        }
        json.raw('}');
        return json.isPlain() ? json.bytes() : null;
    }

    private static void text(PlainBytes json, byte[] field, @Nullable String value) {
        if (value != null) {
            json.raw(field).text(value);
        }
    }

    private static void buyer(PlainBytes json, Buyer buyer) {
        json.raw(BUYER);
        boolean first = field(json, BUYER_ID, buyer.id(), true);
        first = field(json, GROUP, buyer.group(), first);
        first = field(json, CITY, buyer.city(), first);
        field(json, PROVINCE, buyer.province(), first);
        json.raw('}');
    }

    /** Whether the next field is still the first. */
    private static boolean field(PlainBytes json, byte[] name, @Nullable String value, boolean first) {
        if (value == null) {
            return first;
        }
        (first ? json : json.raw(',')).raw(name).text(value);
        return false;
    }

    private static void lines(PlainBytes json, List<Line> lines) {
        json.raw(LINES);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            (i == 0 ? json : json.raw(',')).raw(SKU).text(line.sku());
            json.raw(QTY).number(line.qty()).raw(AMOUNT).number(line.amount()).raw('}');
        }
    }
}
