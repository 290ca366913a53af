package org.livetally.intake.files;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.order.Message;
import org.livetally.intake.producers.ProducerMessage;

/**
 * Messages of a file that belong together: an order, and what happened to it.
 *
 * @param row of the file that they begin in
 * @param messages each is recorded once the one before it is
 * @param asSent by id those whose texts the file has in another form than their normal one, as the file has them
 */
record FileEntry(long row, List<Message> messages, Map<String, Message> asSent) {
    /** Messages whose texts all have their normal form. */
    FileEntry(long row, List<Message> messages) {
        this(row, messages, Map.of());
    }

    static FileEntry of(long row, List<ProducerMessage> read) {
        List<Message> messages = read.stream()
                .map(ProducerMessage::order)
                .filter(Objects::nonNull)
                .toList();
        Map<String, Message> asSent = new HashMap<>();
        for (ProducerMessage one : read) {
            if (one.order() != null && one.asSent() != null) {
                asSent.put(one.order().id(), one.asSent());
            }
        }
        return new FileEntry(row, messages, asSent);
    }
}
