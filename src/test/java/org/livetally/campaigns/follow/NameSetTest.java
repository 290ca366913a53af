package org.livetally.campaigns.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A set of names has what a set of strings has. */
final class NameSetTest {
    private static final int NAMES = 20_000;
    /** Of two letters, these have few hashes: "Aa" has that of "BB". */
    private static final String[] PARTS = {"Aa", "BB", "C#", "你", "", "u-", "\0"};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int part = random.nextInt(8); part > 0; part--) {
            name.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return name.toString();
    }

    @Test
    void hasWhatASetOfStringsHas() {
        NameSet names = new NameSet();
        Set<String> strings = new HashSet<>();
        for (int i = 0; i < NAMES; i++) {
            String name = random.nextBoolean() ? name() : name() + random.nextInt(NAMES);
            assertEquals(strings.contains(name), names.contains(name), "seed " + seed);
            if (random.nextBoolean()) {
                assertEquals(strings.add(name), names.add(name), "seed " + seed);
            }
        }
        strings.forEach(name -> assertTrue(names.contains(name), "seed " + seed));
        List<String> sought = new ArrayList<>(strings);
        for (int i = 0; i < NAMES; i++) {
            sought.add(name() + random.nextInt(2 * NAMES));
        }
        boolean[] contained = names.containsEach(sought);
        for (int i = 0; i < contained.length; i++) {
            assertEquals(strings.contains(sought.get(i)), contained[i], "seed " + seed);
        }
    }

    /** The length would be that of another name. */
    @Test
    void aNameThatIsTooLongIsNeverThere() {
        NameSet names = new NameSet();
        String whole = "a".repeat(Character.MAX_VALUE);
        assertTrue(names.add(whole));
        assertTrue(names.contains(whole));
        assertFalse(names.add(whole + "a"));
        assertFalse(names.contains(whole + "a"));
    }
}
