package org.livetally.intake.connectors.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Utf8;
import org.livetally.domain.rule.Rule;

/**
 * JSON of a shop platform. Numbers keep their digits, as text: ids of platforms exceed 2^53, and amounts are never
 * doubles. What is missing is null or empty, since platforms leave fields out and send null for them.
 */
public final class HookJson {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_BRIEF = 40;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION) // always UTF-8
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // senders choose the names: do not keep them in the JVM
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(100)
                    .build())
            .build();

    private static final HookJson NOTHING = new HookJson(null);

    /** A map, a list, a string for texts and numbers, a boolean, or null. */
    private final @Nullable Object value;

    private HookJson(@Nullable Object value) {
        this.value = value;
    }

    /** @throws UnreadableException if the bytes are not one JSON value in UTF-8 */
    public static HookJson parse(byte[] bytes) throws UnreadableException {
        if (!Utf8.isValid(bytes)) {
            throw new UnreadableException(Rule.HOOK_JSON.reason());
        }
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            HookJson json = new HookJson(read(parser));
            if (parser.nextToken() != null) {
                throw new UnreadableException(Rule.HOOK_JSON.reason());
            }
            return json;
        } catch (IOException e) {
            throw new UnreadableException(Rule.HOOK_JSON.reason());
        }
    }

    private static @Nullable Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                object.put(name, read(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(read(parser));
            }
            return array;
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == null || token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    /** A field of an object; nothing if this is no object, or has no such field. */
    public HookJson at(String name) {
        return value instanceof Map<?, ?> object && object.get(name) != null ? new HookJson(object.get(name)) : NOTHING;
    }

    /** The elements of an array; none if this is no array. */
    public List<HookJson> items() {
        List<HookJson> items = new ArrayList<>();
        if (value instanceof List<?> array) {
            array.forEach(item -> items.add(new HookJson(item)));
        }
        return items;
    }

    /** The names of an object's fields; none if this is no object. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (value instanceof Map<?, ?> object) {
            object.keySet().forEach(name -> names.add(String.valueOf(name)));
        }
        return names;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isArray() {
        return value instanceof List;
    }

    /** Whether there is nothing, or null. */
    public boolean isMissing() {
        return value == null;
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /** A text, or the digits of a number as they were sent; null if this is neither. */
    public @Nullable String text() {
        return value instanceof String text ? text : null;
    }

    /** The text or number in a field; null if there is none. */
    public @Nullable String text(String name) {
        return at(name).text();
    }

    /** @throws UnreadableException if the field is missing or empty */
    public String required(String name) throws UnreadableException {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw new UnreadableException(Rule.HOOK_FIELD.reason(name));
        }
        return text;
    }

    /**
     * Minor units of a decimal amount in a field.
     *
     * @throws UnreadableException if it is missing, or not a whole number of minor units
     */
    public long minor(String name, int digits) throws UnreadableException {
        return Money.minor(name, text(name), digits);
    }

    /** @throws UnreadableException if the field is missing, or no integer that a long holds */
    public long integer(String name) throws UnreadableException {
        return Money.minor(name, text(name), 0);
    }

    /** What a sender wrote, short enough for a list, on one line. */
    static String brief(@Nullable String text) {
        String line = text == null
                ? ""
                : text.codePoints()
                        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                        .limit(MAX_BRIEF)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
        return line;
    }
}
