package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.testing.Rfc7396;

final class MergePatchTest {
    private static final int DOCUMENTS = 5_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPatchTurnsAnyDocumentIntoAnyOther(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            Map<String, Object> before = object(random, 3);
            Map<String, Object> after = random.nextBoolean() ? changed(random, before) : object(random, 3);
            assertEquals(
                    after, Rfc7396.apply(MergePatch.between(before, after), before), () -> before + " to " + after);
        }
    }

    @Test
    void equalDocumentsNeedNoPatch() {
        Random random = new Random(4);
        for (int i = 0; i < DOCUMENTS; i++) {
            Map<String, Object> document = object(random, 3);
            assertTrue(MergePatch.between(document, copy(document)).isEmpty());
        }
    }

    @Test
    void whatIsGoneBecomesNull() {
        Map<String, Object> gone = new LinkedHashMap<>();
        gone.put("honey", null);
        assertEquals(
                Map.of("products", gone),
                MergePatch.between(
                        Map.of("products", Map.of("tea", 1L, "honey", 2L)), Map.of("products", Map.of("tea", 1L))));
    }

    @Test
    void onlyWhatMovedIsInIt() {
        assertEquals(
                Map.of("totals", Map.of("gmv", 300L)),
                MergePatch.between(
                        Map.of("totals", Map.of("gmv", 100L, "refunded", 0L), "cities", Map.of("杭州", 1L)),
                        Map.of("totals", Map.of("gmv", 300L, "refunded", 0L), "cities", Map.of("杭州", 1L))));
    }

    @Test
    void keysComeInTheOrderOfTheNewDocument() {
        Map<String, Object> after = new LinkedHashMap<>();
        for (String name : List.of("totals", "audience", "goal", "channels")) {
            after.put(name, 1L);
        }
        assertEquals(
                List.copyOf(after.keySet()),
                List.copyOf(MergePatch.between(Map.of("audience", 0L), after).keySet()));
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.put(key(random), value(random, depth));
        }
        return object;
    }

    private static String key(Random random) {
        return "k" + random.nextInt(6);
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 0 -> (long) random.nextInt(3);
            case 1 -> "text" + random.nextInt(2);
            case 2 -> random.nextInt(4) == 0 ? List.of((long) random.nextInt(3)) : Map.of();
            default -> object(random, depth - 1);
        };
    }

    /** A variation of this document, as boards change: some keys removed, some added, some with other values. */
    private static Map<String, Object> changed(Random random, Map<String, Object> document) {
        Map<String, Object> changed = copy(document);
        new ArrayList<>(changed.keySet())
                .stream().filter(key -> random.nextInt(4) == 0).forEach(changed::remove);
        changed.put(key(random), value(random, 2));
        return changed;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, Object> copy(Map<String, Object> document) {
        Map<String, Object> copy = new LinkedHashMap<>();
        document.forEach((key, value) ->
                copy.put(key, value instanceof Map<?, ?> map ? copy((Map<String, Object>) map) : value));
        return copy;
    }
}
