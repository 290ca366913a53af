package org.livetally.ledger.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which figures of a stream differ from its ledger, as far as is known: names are compared some at a time, and one that
 * differed does so until it is compared again.
 */
final class KnownDifferences {
    /** More of them are as bad, and need no memory. */
    private static final int MAX_NAMES = 1_000;

    /** Place, and field in it, of those that differ, by name. */
    private final Map<String, Named> wrong = new TreeMap<>();

    /** A figure: the field of a place, such as {@code products} and {@code honey}. */
    record Named(String place, String field) {
        /** As the audit names it, such as {@code products/honey}. */
        String name() {
            return place.isEmpty() ? field : place + "/" + field;
        }
    }

    /** @param held null if Redis has no such figure, which is as good as 0 */
    void compare(Named figure, long expected, @Nullable String held) {
        boolean same = held == null ? expected == 0 : held.equals(Long.toString(expected));
        if (same && !wrong.isEmpty()) {
            wrong.remove(figure.name());
        } else if (!same && wrong.size() < MAX_NAMES) {
            wrong.put(figure.name(), figure);
        }
    }

    int differences() {
        return wrong.size();
    }

    /** The names of those that differ. */
    List<String> names() {
        return List.copyOf(wrong.keySet());
    }

    /** Some of those that differ and that have a place of their own. */
    List<Named> again(int most) {
        List<Named> again = new ArrayList<>();
        for (Named figure : wrong.values()) {
            if (!figure.place.isEmpty() && again.size() < most) {
                again.add(figure);
            }
        }
        return again;
    }
}
