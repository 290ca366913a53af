package org.livetally.boards;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses stored JSON into the plain values that boards consist of. Integers become {@code Long}, whatever their size.
 */
public final class Json {
    private Json() {}

    static Map<String, Object> parse(String object) {
        return plain(new JsonObject(object).getMap());
    }

    private static Map<String, Object> plain(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> plain.put((String) key, value(value)));
        return plain;
    }

    private static Object value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return plain(map);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(value(item)));
            return items;
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }
}
