package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;

/** The JSON of the lines of an order, in both directions: {@code [{"sku":…,"qty":…,"amount":…}]}, and of a refund, without
 * amounts. */
public final class LinesJson {
    /** Stands for the amount of a line without one, where the rules allow that. */
    public static final long NO_AMOUNT = -1;

    /** Maximum number of lines of a producer's order. */
    public static final int MAX_LINES = 100;

    private static final long MISSING = Long.MIN_VALUE;
    private static final Set<MessageType> ORDERS = Set.of(MessageType.ORDER);

    private LinesJson() {}

    static void write(JsonGenerator json, List<Line> lines) throws IOException {
        json.writeStartArray();
        for (Line line : lines) {
            json.writeStartObject();
            json.writeStringField("sku", line.sku());
            json.writeNumberField("qty", line.qty());
            json.writeNumberField("amount", line.amount());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the field {@code lines} of a refund, unless it names no units. */
    static void writeReturned(JsonGenerator json, List<Returned> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("lines");
        for (Returned line : lines) {
            json.writeStartObject();
            json.writeStringField("sku", line.sku());
            json.writeNumberField("qty", line.qty());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The lines of a refund, from lines whose amounts count for nothing. */
    public static List<Returned> returned(List<Line> lines) {
        return lines.stream().map(line -> new Returned(line.sku(), line.qty())).toList();
    }

    /** Parses the output of {@link #write}, or lines without amounts; the parser is on the opening bracket. */
    static List<Line> read(JsonParser json) throws IOException {
        List<Line> lines = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String sku = "";
            long qty = 0;
            long amount = 0;
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                switch (field) {
                    case "sku" -> sku = json.getText();
                    case "qty" -> qty = json.getLongValue();
                    case "amount" -> amount = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
            lines.add(new Line(sku, qty, amount));
        }
        return lines;
    }

    /**
     * Limits of a message's lines.
     *
     * @param messages the messages that have such lines; only an order's have amounts
     * @param lines the maximum number of lines
     * @param qty the maximum units of a line
     * @param amount the maximum amount of a line, in minor units
     * @param priced whether every line of an order must have an amount
     */
    public record Rules(Set<MessageType> messages, int lines, long qty, long amount, boolean priced) {
        /** The limits for producers. */
        public static final Rules OF_PRODUCERS = new Rules(
                Set.of(MessageType.ORDER, MessageType.REFUND), MAX_LINES, 1_000_000, 1_000_000_000_000L, true);
        /** The limits for viewers. */
        public static final Rules OF_VIEWERS = new Rules(ORDERS, 20, 999, MessageLimits.MAX_SHOP_VALUE, false);

        private Reason linesReason() {
            return Rule.ORDER_LINES.reason(lines);
        }
    }

    /** Parses the lines in a client's message; null if they break a rule, which {@code fields} then holds. */
    public static @Nullable List<Line> read(FieldReader fields, Rules rules) throws IOException {
        if (!fields.isArray()) {
            fields.reject("lines", rules.linesReason());
            fields.skip();
            return null;
        }
        List<Line> lines = new ArrayList<>();
        int index = 0;
        for (; fields.nextElement(); index++) {
            if (index < rules.lines) {
                readLine(fields, "lines[" + index + "]", rules, lines);
            } else {
                fields.skip();
            }
        }
        if (index == 0 || index > rules.lines) {
            fields.reject("lines", rules.linesReason());
        }
        return lines;
    }

    /** Notes that a sku is in two lines, unless each is in one. */
    public static void requireOnce(FieldReader fields, List<Line> lines) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Integer earlier = places.putIfAbsent(lines.get(i).sku(), i);
            if (earlier != null) {
                fields.reject("lines[" + i + "].sku", Rule.LINE_TWICE.reason(earlier));
            }
        }
    }

    private static void readLine(FieldReader fields, String path, Rules rules, List<Line> into) throws IOException {
        if (!fields.isObject(path)) {
            return;
        }
        String sku = null;
        long qty = MISSING;
        long amount = rules.priced ? MISSING : NO_AMOUNT;
        boolean named = false;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "sku" -> {
                    named = true;
                    sku = fields.text(path + ".sku");
                }
                case "qty" -> qty = fields.integer(path + ".qty", 1, rules.qty, Rule.INTEGER_RANGE);
                case "amount" -> {
                    fields.of(ORDERS);
                    amount = fields.integer(path + ".amount", 0, rules.amount, Rule.MINOR_UNITS_RANGE);
                    fields.of(rules.messages);
                }
                default -> fields.skip();
            }
        }
        fields.require(path + ".sku", named);
        fields.require(path + ".qty", qty != MISSING);
        fields.of(ORDERS);
        fields.require(path + ".amount", amount != MISSING);
        fields.of(rules.messages);
        if (sku != null) {
            into.add(new Line(sku, qty, amount)); // used only if no rule was broken
        }
    }
}
