package org.livetally.intake.files;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.producers.FrameReader;
import org.livetally.intake.producers.FrameReader.FrameException;
import org.livetally.intake.producers.ProducerMessage;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.MessageJson;

/**
 * The messages of a file. Each is checked by the rules for those of producers, and each id is met once: the same message
 * again is skipped, another one under its id is an error.
 */
final class OrderMessages {
    private static final Pattern LINE = Pattern.compile("lines\\[(\\d+)].*");
    private static final Map<String, Field> FIELDS = Map.ofEntries(
            Map.entry("id", Field.ORDER_ID),
            Map.entry("sku", Field.SKU),
            Map.entry("qty", Field.QTY),
            Map.entry("amount", Field.AMOUNT),
            Map.entry("at", Field.AT),
            Map.entry("buyer.id", Field.BUYER),
            Map.entry("buyer.group", Field.GROUP),
            Map.entry("buyer.city", Field.CITY),
            Map.entry("buyer.province", Field.PROVINCE),
            Map.entry("channel", Field.CHANNEL),
            Map.entry("host", Field.HOST));

    private final StreamFacts stream;
    private final @Nullable String channel;
    private final long now;
    private final Findings findings;
    private final Consumer<FileEntry> entries;
    private final SeenIds seen;

    /**
     * @param channel of orders that name none
     * @param now epoch milliseconds, against which times are checked
     * @param entries is given what may be recorded
     */
    OrderMessages(
            StreamFacts stream, @Nullable String channel, long now, Findings findings, Consumer<FileEntry> entries) {
        this.stream = stream;
        this.channel = channel;
        this.now = now;
        this.findings = findings;
        this.entries = entries;
        this.seen = new SeenIds(findings);
    }

    /**
     * Takes an order of a table.
     *
     * @param payment whether its payment is a message of its own
     * @param header tells the header of a field's column
     */
    void add(FileOrder order, boolean payment, Map<Field, String> header) {
        byte[] frame = JsonBytes.of(order.messages(stream.id(), channel, payment), MessageJson::writeArray);
        FileEntry entry;
        try {
            List<ProducerMessage> read = FrameReader.read(frame, now);
            for (ProducerMessage message : read) {
                if (message.rejection() != null) {
                    reject(order, message.rejection(), header);
                    return;
                }
            }
            entry = FileEntry.of(order.row, read);
        } catch (FrameException e) {
            findings.reject(order.row, "row", e.rejection().reason());
            return;
        }
        Order first = (Order) entry.messages().get(0);
        byte[] content = entry.asSent().isEmpty() ? frame : JsonBytes.of(entry.messages(), MessageJson::writeArray);
        if (seen.isNew(order.row, header.getOrDefault(Field.ORDER_ID, "id"), first.id(), content)) {
            pass(entry);
            findings.count(order.status, first.amount());
        }
    }

    private void reject(FileOrder order, Rejection rejection, Map<Field, String> header) {
        String path = Objects.requireNonNullElse(rejection.field(), "row");
        Matcher line = LINE.matcher(path);
        long row = line.matches() ? order.rows.get(Integer.parseInt(line.group(1))) : order.row;
        Field field = FIELDS.get(line.matches() ? path.substring(path.indexOf('.') + 1) : path);
        findings.reject(row, field == null ? path : header.getOrDefault(field, field.wire()), rejection.reason());
    }

    /**
     * Takes messages as producers send them.
     *
     * @param json one message, or an array of them
     * @return how many there are; 1 if nobody can read them
     */
    int add(long row, byte[] json) {
        try {
            List<ProducerMessage> read = FrameReader.read(json, now);
            for (ProducerMessage message : read) {
                Message sent = message.order();
                if (message.rejection() != null) {
                    String field =
                            Objects.requireNonNullElse(message.rejection().field(), "row");
                    findings.reject(row, field, message.rejection().reason());
                } else if (sent == null) {
                    findings.reject(row, "type", Rule.MESSAGE_TYPE.reason(MessageType.choice()));
                } else if (!sent.stream().equals(stream.id())) {
                    findings.reject(row, "stream", Rule.IMPORT_STREAM.reason(stream.id()));
                } else if (isOfCurrency(row, sent)) {
                    byte[] content = JsonBytes.of(sent, MessageJson::write);
                    if (seen.isNew(row, "id", sent.id(), content)) {
                        pass(FileEntry.of(row, List.of(message)));
                    }
                }
            }
            return read.size();
        } catch (FrameException e) {
            findings.reject(row, "row", e.rejection().reason());
            return 1;
        }
    }

    private boolean isOfCurrency(long row, Message sent) {
        String currency = sent.currency();
        if (currency == null || currency.equals(stream.currency())) {
            return true;
        }
        findings.reject(row, "currency", Rule.OTHER_CURRENCY.reason(stream.currency(), currency));
        return false;
    }

    private void pass(FileEntry entry) {
        findings.count(entry);
        if (entry.messages().get(0) instanceof Order order) {
            if (!isTaken(order)) {
                findings.late++;
            } else if (order.at() != Message.NO_TIME && order.at() < stream.startedAt()) {
                findings.countEarly(entry.row(), order.amount());
            }
        }
        entries.accept(entry);
    }

    /** Whether the stream takes an order of that time now. */
    private boolean isTaken(Order order) {
        return stream.isLive() || stream.isEnded() && order.at() != Message.NO_TIME && stream.spans(order.at());
    }
}
