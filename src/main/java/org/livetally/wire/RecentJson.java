package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Graphemes;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;

/**
 * A paid order as screens show it. The buyer's id is masked before it is stored, so that no screen can reveal it.
 *
 * <pre>{"at":…,"buyer":"u***3","city":"杭州","amount":39600,"lines":[{"sku":"cordyceps-5g","qty":2}],"moreLines":7}</pre>
 *
 * {@code moreLines} is the number of lines that were left out; it is absent if there are none.
 */
public final class RecentJson {
    private static final int SHOWN_LINES = 5;

    private static final byte[] AT = PlainBytes.ascii("{\"at\":");
    private static final byte[] BUYER = PlainBytes.ascii(",\"buyer\":");
    private static final byte[] CITY = PlainBytes.ascii(",\"city\":");
    private static final byte[] AMOUNT = PlainBytes.ascii(",\"amount\":");
    private static final byte[] LINES = PlainBytes.ascii(",\"lines\":[");
    private static final byte[] SKU = PlainBytes.ascii("{\"sku\":");
    private static final byte[] QTY = PlainBytes.ascii(",\"qty\":");
    private static final byte[] MORE_LINES = PlainBytes.ascii(",\"moreLines\":");

    private RecentJson() {}

    public static byte[] write(Order order) {
        byte[] plain = plain(order);
        return plain == null ? generated(order) : plain;
    }

    /** The same, by a generator. */
    static byte[] generated(Order order) {
        return JsonBytes.of(order, RecentJson::writeShown);
    }

    /** The same without a generator, which costs more than the bytes; null if a generator must write it. */
    static byte @Nullable [] plain(Order order) {
        PlainBytes json = PlainBytes.ofThread();
        json.raw(AT).number(order.at());
        Buyer buyer = order.buyer();
        if (buyer != null && buyer.id() != null) {
            json.raw(BUYER).text(Graphemes.masked(buyer.id()));
        }
        if (buyer != null && buyer.city() != null) {
            json.raw(CITY).text(buyer.city());
        }
        json.raw(AMOUNT).number(order.amount()).raw(LINES);
        List<Line> lines = order.lines();
        for (int i = 0; i < Math.min(SHOWN_LINES, lines.size()); i++) {
            (i == 0 ? json : json.raw(',')).raw(SKU).text(lines.get(i).sku());
            json.raw(QTY).number(lines.get(i).qty()).raw('}');
        }
        json.raw(']');
        if (lines.size() > SHOWN_LINES) {
            json.raw(MORE_LINES).number(lines.size() - SHOWN_LINES);
        }
        json.raw('}');
        return json.isPlain() ? json.bytes() : null;
    }

    private static void writeShown(JsonGenerator json, Order order) throws IOException {
        json.writeStartObject();
        json.writeNumberField("at", order.at());
        if (order.buyer() != null) {
            String id = order.buyer().id();
            JsonBytes.writeText(json, "buyer", id == null ? null : Graphemes.masked(id));
            JsonBytes.writeText(json, "city", order.buyer().city());
        }
        json.writeNumberField("amount", order.amount());
        json.writeArrayFieldStart("lines");
        for (Line line :
                order.lines().subList(0, Math.min(SHOWN_LINES, order.lines().size()))) {
            json.writeStartObject();
            json.writeStringField("sku", line.sku());
            json.writeNumberField("qty", line.qty());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (order.lines().size() > SHOWN_LINES) {
            json.writeNumberField("moreLines", order.lines().size() - SHOWN_LINES);
        }
        json.writeEndObject();
    }
}
