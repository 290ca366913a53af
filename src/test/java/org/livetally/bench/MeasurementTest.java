package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MeasurementTest {
    @Test
    void theRatioIsTheMedianOfTheRoundsRatios() {
        // The ratio of the medians, 20 and 10, would be 2; that of the sums 23 / 31.
        double[] ours = {1, 20, 48};
        double[] theirs = {10, 80, 3};

        assertEquals(0.25, row(ours, theirs, true).ratio());
    }

    @Test
    void ofAnEvenNumberOfRoundsItIsTheMiddleOfTheTwoInTheMiddle() {
        assertEquals(2.5, Measurement.median(new double[] {100, 2, 3, 1}));
    }

    @Test
    void theMedianLeavesTheRoundsInTheirOrder() {
        double[] rounds = {3, 1, 2};
        Measurement.median(rounds);
        assertEquals(3, rounds[0]);
    }

    @Test
    void moreMustReachTheMarkFromAboveAndLessFromBelow() {
        double[] three = {3};
        double[] four = {4};

        assertTrue(row(three, four, true).reaches(0.75));
        assertFalse(row(three, four, true).reaches(0.76));
        assertTrue(row(three, four, false).reaches(0.75));
        assertFalse(row(three, four, false).reaches(0.74));
    }

    @Test
    void whatCouldNotBeMeasuredReachesNothing() {
        double[] nothing = {0};

        assertFalse(row(nothing, nothing, true).reaches(0));
        assertFalse(row(nothing, nothing, false).reaches(1));
    }

    @Test
    void theLineSaysWhetherTheBarIsReachedOrMissed() {
        assertTrue(row(new double[] {1_500}, new double[] {2_000}, true).line().contains(" >= 0.7   ok     (0.8)"));
        assertTrue(row(new double[] {1_000}, new double[] {2_000}, true).line().contains(" >= 0.7   MISSED (0.8)"));
        assertTrue(row(new double[] {1_500}, new double[] {2_000}, true).line().contains("1,500 us"));
    }

    private static Measurement row(double[] ours, double[] theirs, boolean more) {
        return new Measurement("orders", "bare", ours, theirs, "us", 0.7, 0.8, more, "");
    }
}
