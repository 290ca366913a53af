package org.livetally.intake.connectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bodies that differ from a genuine one as no shop's should: fields are missing, null, of another type, or out of range. */
final class JsonMutations {
    private static final List<Object> VALUES = Arrays.asList(
            null,
            true,
            "",
            " ",
            "x",
            "-1",
            "0",
            "1e400",
            "1E5",
            "99999999999999999999",
            "NaN",
            "\u0000\ud800",
            "19.999",
            0,
            -1,
            1.5,
            Long.MAX_VALUE,
            1e300,
            new JsonObject(),
            new JsonArray(),
            "2025-01-23T23:10:15",
            "+999999999-12-31T23:59:59-18:00",
            "x".repeat(10_000),
            new JsonArray().add(1).addNull());

    private JsonMutations() {}

    /** One to three fields or elements of a body, at any depth, are removed, replaced, doubled or swapped. */
    static byte[] of(String body, Random random) {
        JsonObject json = new JsonObject(body);
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutate(json, random);
        }
        return json.toBuffer().getBytes();
    }

    private static void mutate(Object in, Random random) {
        if (in instanceof JsonObject object && !object.isEmpty()) {
            String field = pick(new ArrayList<>(object.fieldNames()), random);
            Object value = object.getValue(field);
            if (isContainer(value) && random.nextInt(4) > 0) {
                mutate(value, random);
            } else if (random.nextBoolean()) {
                object.remove(field);
            } else {
                object.put(field, random.nextInt(5) == 0 ? new JsonObject().put(field, value) : pick(VALUES, random));
            }
        } else if (in instanceof JsonArray array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            Object value = array.getValue(index);
            if (isContainer(value) && random.nextInt(4) > 0) {
                mutate(value, random);
            } else if (random.nextBoolean()) {
                array.add(value);
            } else {
                array.set(index, pick(VALUES, random));
            }
        }
    }

    private static boolean isContainer(Object value) {
        return value instanceof JsonObject || value instanceof JsonArray;
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
