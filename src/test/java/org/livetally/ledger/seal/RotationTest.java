package org.livetally.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.seal.KnownDifferences.Named;
import org.livetally.ledger.seal.Rotation.Part;
import org.livetally.redis.client.StreamKeys;

/** Every name has its turn, whether it is in the ledger or only in Redis, some hundred at a time. */
final class RotationTest {
    private final Rotation rotation = new Rotation(new StreamKeys("shop"));
    private final KnownDifferences comparison = new KnownDifferences();

    @Test
    void fewNamesAreComparedAtOnce() {
        Map<String, Map<String, Long>> sums =
                Map.of(Tallies.COUNTS, names(20), Dimension.PRODUCTS.key(), names(30), Tallies.TREND, names(7));

        List<Part> parts = rotation.parts(sums, comparison);

        assertEquals(57, asked(parts).size());
        assertTrue(rotation.isAtBeginning() || !parts.isEmpty());
        assertTrue(rotation.advance(parts, scannedAtOnce(parts)));
        assertTrue(rotation.isAtBeginning());
    }

    @Test
    void manyNamesHaveTheirTurnsAndEachPlaceIsScannedToItsEnd() {
        Map<String, Map<String, Long>> sums =
                Map.of(Tallies.STOCK, names(3), Dimension.CITIES.key(), names(1_700), Tallies.TREND, names(1_100));
        List<Named> all = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        int rounds = 0;
        boolean done = false;
        while (!done) {
            List<Part> parts = rotation.parts(sums, comparison);
            assertTrue(asked(parts).size() <= 500);
            List<String> next = new ArrayList<>();
            boolean counts = true;
            for (Part part : parts) {
                if (part.place().name().equals(Dimension.CITIES.key())) {
                    cursors.add(part.cursor());
                    next.add(scan(part.cursor()));
                    counts = counts(part, all, counts)
                            && scan(part.cursor()).equals("0")
                            && part.rest().isEmpty();
                } else {
                    next.add("0");
                    counts = counts(part, all, counts) && part.rest().isEmpty();
                }
            }
            done = rotation.advance(parts, next);
            assertTrue(++rounds < 20);
        }
        assertEquals(2_803, Set.copyOf(all).size());
        assertTrue(cursors.containsAll(Set.of("0", "17", "42")), cursors::toString);
    }

    /** Parts after one that is not at its end are read again. */
    private static boolean counts(Part part, List<Named> all, boolean counts) {
        if (counts) {
            part.fields().forEach(field -> all.add(new Named(part.place().name(), field)));
        }
        return counts;
    }

    private static String scan(String cursor) {
        return switch (cursor) {
            case "0" -> "17";
            case "17" -> "42";
            default -> "0";
        };
    }

    @Test
    void whatDifferedIsComparedAgainEachTime() {
        Map<String, Map<String, Long>> sums = Map.of(Tallies.TREND, names(2_000));
        comparison.compare(new Named(Tallies.STOCK, "tea"), 1, "2");
        comparison.compare(new Named("", "gmv"), 1, null);

        List<Part> parts = rotation.parts(sums, comparison);

        assertEquals(List.of("gmv", "stock/tea"), comparison.names());
        Part last = parts.get(parts.size() - 1);
        assertEquals(List.of("tea"), last.fields());
        assertFalse(rotation.advance(parts, scannedAtOnce(parts)));
        comparison.compare(new Named(Tallies.STOCK, "tea"), 2, "2");
        comparison.compare(new Named("", "gmv"), 0, null);
        assertEquals(0, comparison.differences());
    }

    private static List<String> scannedAtOnce(List<Part> parts) {
        return parts.stream().map(part -> "0").toList();
    }

    private static List<String> asked(List<Part> parts) {
        return parts.stream().flatMap(part -> part.fields().stream()).toList();
    }

    private static Map<String, Long> names(int count) {
        Map<String, Long> names = new HashMap<>();
        for (int i = 0; i < count; i++) {
            names.put("n" + i, 1L);
        }
        return names;
    }
}
