package org.livetally.reports;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The leaves of a JSON document, by JSON pointer; names hold neither {@code /} nor {@code ~}. */
final class Leaves {
    private Leaves() {}

    static List<String> of(Object value) {
        List<String> leaves = new ArrayList<>();
        add("", value, leaves);
        return leaves;
    }

    private static void add(String path, Object value, List<String> leaves) {
        if (value instanceof JsonObject object) {
            object.forEach(field -> add(path + '/' + field.getKey(), field.getValue(), leaves));
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                add(path + '/' + i, array.getValue(i), leaves);
            }
        } else {
            leaves.add(path);
        }
    }

    /** A copy in which one leaf is another value. */
    static JsonObject changed(JsonObject report, String path) {
        JsonObject copy = report.copy();
        Object at = copy;
        String[] steps = path.substring(1).split("/", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            at = at instanceof JsonArray array
                    ? array.getValue(Integer.parseInt(steps[i]))
                    : ((JsonObject) at).getValue(steps[i]);
        }
        String last = steps[steps.length - 1];
        if (at instanceof JsonArray array) {
            array.set(Integer.parseInt(last), other(array.getValue(Integer.parseInt(last))));
        } else {
            JsonObject object = (JsonObject) at;
            object.put(last, other(object.getValue(last)));
        }
        return copy;
    }

    /** Of a text the last character is another one. */
    private static Object other(Object value) {
        if (value instanceof Boolean flag) {
            return !flag;
        }
        if (value instanceof Double number) {
            return number / 2 + 0.1234;
        }
        if (value instanceof Number number) {
            return number.longValue() + 1;
        }
        String text = (String) value;
        return text.isEmpty() ? "1" : text.substring(0, text.length() - 1) + (text.endsWith("1") ? '2' : '1');
    }
}
