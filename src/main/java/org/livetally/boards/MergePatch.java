package org.livetally.boards;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Merge Patch (RFC 7396) between documents made of maps, numbers, texts and flags, without nulls. */
final class MergePatch {
    private MergePatch() {}

    /**
     * The patch that turns {@code previous} into {@code next}; a null value removes its key. Empty if they are equal.
     */
    static Map<String, @Nullable Object> between(Map<String, Object> previous, Map<String, Object> next) {
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        next.forEach((key, value) -> {
            Object old = previous.get(key);
            if (isSame(old, value)) {
                return; // the same object, mostly minutes of the trend that were not read again
            }
            if (old instanceof Map<?, ?> && value instanceof Map<?, ?>) {
                Map<String, @Nullable Object> inner = between(object(old), object(value));
                if (!inner.isEmpty()) {
                    patch.put(key, inner);
                }
            } else if (!value.equals(old)) {
                patch.put(key, value);
            }
        });
        for (String key : previous.keySet()) {
            if (!next.containsKey(key)) {
                patch.put(key, null);
            }
        }
        return patch;
    }

    @SuppressWarnings("ReferenceEquality") // only a shortcut before the comparison by value
    private static boolean isSame(@Nullable Object old, Object value) {
        return old == value;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, Object> object(Object map) {
        return (Map<String, Object>) map;
    }
}
