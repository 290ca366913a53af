package org.livetally.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of worlds, each with faults of its own, on all processors. {@code -Dseed=N} runs a single one, and says all that
 * happens in it; {@code mvn -Psimulation test} runs a million ({@code -Dschedules=N} another number of them).
 */
final class SimulationTest {
    private static final int SCHEDULES = 10_000;
    private static final int SCHEDULES_WITH_A_MUTANT = 400;
    private static final int MOST_FAILURES = 10;
    private static final Logger LOG = Logger.getLogger("org.livetally");
    /** What the product itself leaves to chance; no step depends on it. */
    private static final Pattern RANDOM_ID = Pattern.compile("accepted-loss-.*");

    private @Nullable Level level;

    /** A fault is no news here. */
    @BeforeEach
    void silence() {
        level = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        LOG.setLevel(level);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void whateverFailsNothingAckedIsLostAndNothingFalseIsShown() {
        Long seed = Long.getLong("seed");
        if (seed != null) {
            new World(seed, Mutant.NONE, System.out::println).run();
            return;
        }
        int count = Integer.getInteger("schedules", SCHEDULES);
        long first = Long.getLong("first", System.nanoTime());
        long began = System.nanoTime();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        LongStream.range(first, first + count).parallel().forEach(each -> {
            String wrong = failures.size() < MOST_FAILURES ? outcome(each, Mutant.NONE) : "";
            if (!wrong.isEmpty()) {
                failures.add(wrong);
            }
        });
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("SIMULATION %d schedules, seeds from %d, in %.1f s%n", count, first, seconds);
        assertEquals(List.of(), new ArrayList<>(failures));
    }

    /** The same seed is the same world: whatever fails can be seen again. */
    @Test
    void aSeedTellsAllThatHappens() {
        for (long seed = 1; seed <= 20; seed++) {
            assertEquals(trace(seed), trace(seed), "seed " + seed);
        }
    }

    private static List<String> trace(long seed) {
        List<String> lines = new ArrayList<>();
        new World(seed, Mutant.NONE, line -> lines.add(RANDOM_ID.matcher(line).replaceAll("…"))).run();
        return lines;
    }

    /**
     * Was found here: one node read how far a campaign was, another one counted, and the first took what it read next for a
     * broken ledger, and said so for good.
     */
    @ParameterizedTest
    @ValueSource(longs = {976, 1024})
    void aCampaignThatIsTakenOverIsNotSaidToBeBroken(long seed) {
        new World(seed, 100, Mutant.NONE, null).run();
    }

    /** The checks would find a product that is wrong. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void anErrorIsFoundWithinSomeHundredSchedules(Mutant mutant) {
        long seed = LongStream.range(0, SCHEDULES_WITH_A_MUTANT)
                .filter(each -> !outcome(each, mutant).isEmpty())
                .findFirst()
                .orElse(-1);
        System.out.printf("SIMULATION %s is found by seed %d%n", mutant, seed);
        assertTrue(seed >= 0, () -> "no schedule finds " + mutant);
    }

    /** What is wrong with a schedule, and how to see it again; empty if nothing is. */
    private static String outcome(long seed, Mutant mutant) {
        try {
            new World(seed, mutant, null).run();
            return "";
        } catch (RuntimeException | AssertionError wrong) {
            return wrong + "; mvn test -Dtest=SimulationTest -Dseed=" + seed;
        }
    }
}
