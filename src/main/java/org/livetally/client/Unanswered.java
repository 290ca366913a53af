package org.livetally.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.wire.MessageLimits;

/**
 * Messages without an answer, by the rules of the client library (docs/client.md). They are sent in the order of their
 * lines, and those that have to be sent again keep their places in it. Not thread-safe.
 */
final class Unanswered {
    /** Maximum of messages on their way. */
    static final int WINDOW = 2 * MessageLimits.MAX_FRAME_MESSAGES;

    private final TreeMap<Long, Line> waiting = new TreeMap<>();
    private final Map<String, Line> inFlight = new LinkedHashMap<>();

    void add(Line line) {
        waiting.put(line.number(), line);
    }

    /** The next ones to be sent, as many as fit into a frame; they count as sent. One with the id of another waits. */
    List<Line> next() {
        List<Line> frame = new ArrayList<>();
        int bytes = 1; // brackets and commas
        int room = Math.min(MessageLimits.MAX_FRAME_MESSAGES, WINDOW - inFlight.size());
        for (Line line : waiting.values()) {
            if (frame.size() >= room) {
                break;
            }
            if (inFlight.containsKey(line.id())) {
                continue;
            }
            bytes += line.json().length + 1;
            if (bytes > MessageLimits.MAX_FRAME_BYTES && !frame.isEmpty()) {
                break;
            }
            frame.add(line);
            inFlight.put(line.id(), line);
        }
        frame.forEach(line -> waiting.remove(line.number()));
        return frame;
    }

    /** Removes the message that an answer is about; null if it was answered before. */
    @Nullable
    Line answered(String id) {
        return inFlight.remove(id);
    }

    /** The connection is lost: whether these were recorded is unknown, so all are sent again. */
    void lost() {
        inFlight.values().forEach(this::add);
        inFlight.clear();
    }

    /**
     * Whether a refusal only says that a message came before one that it depends on, which has no answer yet: a payment
     * before its order, a refund before the payment, a delivery before its deal.
     */
    boolean isEarly(Line line, String code) {
        return switch (code) {
            case "unknown_order" -> hasEarlier(line, other -> other.id().equals(line.order()));
            case "unknown_deal" -> hasEarlier(line, other -> other.id().equals(line.deal()));
            case "not_refundable" ->
                hasEarlier(
                        line,
                        other -> "payment".equals(other.type())
                                && other.order() != null
                                && other.order().equals(line.order()));
            default -> false;
        };
    }

    private boolean hasEarlier(Line line, Predicate<Line> wanted) {
        return Stream.concat(waiting.values().stream(), inFlight.values().stream())
                .anyMatch(other -> other.number() < line.number()
                        && other.stream() != null
                        && other.stream().equals(line.stream())
                        && wanted.test(other));
    }

    boolean hasInFlight() {
        return !inFlight.isEmpty();
    }
}
