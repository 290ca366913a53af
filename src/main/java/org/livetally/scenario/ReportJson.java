package org.livetally.scenario;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.order.Message;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.MessageJson;

/**
 * Reports in the form for {@code /ws/orders}. The same one always has the same text: a resend with any difference
 * would be a {@code conflict}.
 *
 * @param startedAt of the stream, in epoch milliseconds
 */
public record ReportJson(String stream, long startedAt) {

    /** One message, or an array of them. */
    public String frame(List<? extends Reported> reports) {
        List<Message> messages = new ArrayList<>(reports.size());
        reports.forEach(report -> messages.add(report.message(stream, startedAt)));
        byte[] json = messages.size() == 1
                ? JsonBytes.of(messages.get(0), MessageJson::write)
                : JsonBytes.of(messages, MessageJson::writeArray);
        return new String(json, StandardCharsets.UTF_8);
    }
}
