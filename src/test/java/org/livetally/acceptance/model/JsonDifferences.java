package org.livetally.acceptance.model;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where two boards differ. An empty object or text is as good as none, and 1 is the same number as 1.0. */
final class JsonDifferences {
    private final List<String> found = new ArrayList<>();

    private JsonDifferences() {}

    /** The differences, in the sections that are expected. */
    static List<String> between(JsonObject expected, JsonObject actual) {
        JsonDifferences differences = new JsonDifferences();
        for (String section : expected.fieldNames()) {
            differences.compare(section, expected.getValue(section), actual.getValue(section));
        }
        return differences.found;
    }

    private void compare(String path, @Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof JsonObject || actual instanceof JsonObject) {
            objects(path, expected, actual);
        } else if (expected instanceof JsonArray ours && actual instanceof JsonArray theirs) {
            for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
                compare(path + "[" + i + "]", at(ours, i), at(theirs, i));
            }
        } else if (!plain(expected).equals(plain(actual))) {
            found.add(path + ": " + plain(expected) + " but " + plain(actual));
        }
    }

    private void objects(String path, @Nullable Object expected, @Nullable Object actual) {
        JsonObject ours = expected instanceof JsonObject object ? object : new JsonObject();
        JsonObject theirs = actual instanceof JsonObject object ? object : new JsonObject();
        Set<String> names = new TreeSet<>(ours.fieldNames());
        names.addAll(theirs.fieldNames());
        for (String name : names) {
            compare(path + "." + name, ours.getValue(name), theirs.getValue(name));
        }
    }

    private static @Nullable Object at(JsonArray array, int i) {
        return i < array.size() ? array.getValue(i) : null;
    }

    private static String plain(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value == null || value.equals("") ? "none" : value.toString();
    }
}
