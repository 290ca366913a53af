package org.livetally.intake.producers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of an order, field by field, so that tests can write what no JSON library would. */
final class RawOrder {
    static final String LINE = "{\"sku\":\"tea\",\"qty\":2,\"amount\":39600}";

    private final Map<String, String> fields = new LinkedHashMap<>();

    private RawOrder() {}

    /** The smallest valid order, with id {@code o-1}. */
    static RawOrder minimal() {
        return new RawOrder()
                .with("type", "\"order\"")
                .with("id", "\"o-1\"")
                .with("stream", "\"s\"")
                .with("lines", "[" + LINE + "]");
    }

    static RawOrder copyOf(RawOrder order) {
        RawOrder copy = new RawOrder();
        copy.fields.putAll(order.fields);
        return copy;
    }

    /** Sets a field to any text. An existing field keeps its place, a new one comes last. */
    RawOrder with(String field, String json) {
        fields.put(field, json);
        return this;
    }

    RawOrder without(String field) {
        fields.remove(field);
        return this;
    }

    /** Sets a field of its only line. */
    RawOrder withLine(String field, String json) {
        String line = LINE.replaceFirst("\"" + field + "\":[^,}]*", "\"" + field + "\":" + json);
        return with("lines", "[" + line + "]");
    }

    RawOrder withoutLine(String field) {
        String line = LINE.replaceFirst(",?\"" + field + "\":[^,}]*", "").replace("{,", "{");
        return with("lines", "[" + line + "]");
    }

    @Override
    public String toString() {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
