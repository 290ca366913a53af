package org.livetally.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies JSON Merge Patches to plain maps, straight from the pseudocode of RFC 7396, section 2. */
public final class Rfc7396 {
    private Rfc7396() {}

    /** The document after the patch; neither argument is changed. */
    public static Map<String, Object> apply(Map<String, ?> patch, Map<String, Object> target) {
        Map<String, Object> result = new LinkedHashMap<>(target);
        patch.forEach((name, value) -> {
            if (value == null) {
                result.remove(name);
            } else {
                result.put(name, patched(value, result.get(name)));
            }
        });
        return result;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Object patched(Object patch, @Nullable Object target) {
        if (!(patch instanceof Map<?, ?>)) {
            return patch;
        }
        Map<String, Object> old = target instanceof Map<?, ?> ? (Map<String, Object>) target : Map.of();
        return apply((Map<String, ?>) patch, old);
    }
}
