package org.livetally.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of the numbers that an order has, in both directions: {@code {"yak":[17,18]}}. */
final class NumbersJson {
    private NumbersJson() {}

    /** Writes the field {@code numbers}, unless there are none. */
    static void write(JsonGenerator json, Map<String, List<Long>> numbers) throws IOException {
        if (numbers.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("numbers");
        for (Map.Entry<String, List<Long>> product : numbers.entrySet()) {
            json.writeArrayFieldStart(product.getKey());
            for (long number : product.getValue()) {
                json.writeNumber(number);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Parses the value of the field; the parser is on the opening brace. */
    static Map<String, List<Long>> read(JsonParser json) throws IOException {
        Map<String, List<Long>> numbers = new LinkedHashMap<>();
        for (String sku = json.nextFieldName(); sku != null; sku = json.nextFieldName()) {
            json.nextToken();
            List<Long> given = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                given.add(json.getLongValue());
            }
            numbers.put(sku, given);
        }
        return numbers;
    }
}
