package org.livetally.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.livetally.domain.Graphemes;
import org.livetally.domain.order.Order;
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
