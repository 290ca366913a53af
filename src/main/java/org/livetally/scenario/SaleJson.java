package org.livetally.scenario;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.order.Message;
import org.livetally.scenario.Scenario.Sale;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.MessageJson;

/**
 * Orders in the form for {@code /ws/orders}. The same order always has the same text: a resend with any difference
 * would be a {@code conflict}.
 *
 * @param startedAt of the stream, in epoch milliseconds
 */
record SaleJson(String stream, long startedAt) {

    /** One message, or an array of them. */
    String frame(List<Sale> orders) {
        List<Message> messages = new ArrayList<>(orders.size());
        orders.forEach(order -> messages.add(order.message(stream, startedAt)));
        byte[] json = messages.size() == 1
                ? JsonBytes.of(messages.get(0), MessageJson::write)
                : JsonBytes.of(messages, MessageJson::writeArray);
        return new String(json, StandardCharsets.UTF_8);
    }
}
