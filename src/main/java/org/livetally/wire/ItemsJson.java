package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.domain.order.Items;

/**
 * The JSON of an order's {@link Items}, in both directions. Each content has one form: products sorted by sku, and no
 * member without any.
 *
 * <pre>{"numbers":{"yak":[17,18]},"returned":{"honey":1}}</pre>
 */
public final class ItemsJson {
    private ItemsJson() {}

    public static byte[] write(Items items) {
        return JsonBytes.of(items, ItemsJson::write);
    }

    private static void write(JsonGenerator json, Items items) throws IOException {
        json.writeStartObject();
        writeMembers(json, items);
        json.writeEndObject();
    }

    /** Writes {@code "numbers":…,"returned":…} into the current object. */
    public static void writeMembers(JsonGenerator json, Items items) throws IOException {
        NumbersJson.write(json, items.numbers());
        if (!items.returned().isEmpty()) {
            json.writeObjectFieldStart("returned");
            for (Map.Entry<String, Long> product : items.returned().entrySet()) {
                json.writeNumberField(product.getKey(), product.getValue());
            }
            json.writeEndObject();
        }
    }

    /**
     * Parses the output of {@link #write}.
     *
     * @throws UncheckedIOException if this is not JSON
     */
    public static Items read(byte[] items) {
        Map<String, List<Long>> numbers = Map.of();
        Map<String, Long> returned = new TreeMap<>();
        try (JsonParser json = JsonBytes.parser(items)) {
            json.nextToken();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                switch (field) {
                    case "numbers" -> numbers = NumbersJson.read(json);
                    case "returned" -> readReturned(json, returned);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Items(numbers, returned);
    }

    private static void readReturned(JsonParser json, Map<String, Long> returned) throws IOException {
        for (String sku = json.nextFieldName(); sku != null; sku = json.nextFieldName()) {
            json.nextToken();
            returned.put(sku, json.getLongValue());
        }
    }
}
