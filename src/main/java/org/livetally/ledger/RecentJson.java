package org.livetally.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.wire.JsonBytes;

/**
 * A paid order as screens show it. The buyer's id is masked before it is stored, so that no screen can reveal it.
 *
 * <pre>{"at":…,"buyer":"u***3","city":"杭州","amount":39600,"lines":[{"sku":"cordyceps-5g","qty":2}],"moreLines":7}</pre>
 *
 * {@code moreLines} is the number of lines that were left out; it is absent if there are none.
 */
public final class RecentJson {
    private static final int SHOWN_LINES = 5;

    private RecentJson() {}

    public static byte[] write(Order order) {
        return JsonBytes.of(order, RecentJson::writeShown);
    }

    private static void writeShown(JsonGenerator json, Order order) throws IOException {
        json.writeStartObject();
        json.writeNumberField("at", order.at());
        if (order.buyer() != null) {
            JsonBytes.writeText(json, "buyer", mask(order.buyer()));
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

    /** The first and the last character of the buyer's id; of a short id, only the first. */
    private static @Nullable String mask(Buyer buyer) {
        String id = buyer.id();
        if (id == null) {
            return null;
        }
        String first = id.substring(0, id.offsetByCodePoints(0, 1));
        String last = id.codePointCount(0, id.length()) < 3 ? "" : id.substring(id.offsetByCodePoints(id.length(), -1));
        return first + "***" + last;
    }
}
