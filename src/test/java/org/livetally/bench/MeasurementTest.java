package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MeasurementTest {
    private static final Marks MARKS = Marks.atLeast(0.7, 0.8);

    @Test
    void theRatioIsTheMedianOfTheRoundsRatios() {
        // The ratio of the medians, 20 and 10, would be 2; that of the sums 23 / 31.
        double[] ours = {1, 20, 48};
        double[] theirs = {10, 80, 3};

        assertEquals(0.25, row(ours, theirs, MARKS).ratio());
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

        assertTrue(row(three, four, Marks.atLeast(0.75, 0.76)).reachesBar());
        assertFalse(row(three, four, Marks.atLeast(0.75, 0.76)).reachesAim());
        assertTrue(row(three, four, Marks.atMost(0.75, 0.74)).reachesBar());
        assertFalse(row(three, four, Marks.atMost(0.75, 0.74)).reachesAim());
    }

    @Test
    void whatCouldNotBeMeasuredReachesNothing() {
        double[] nothing = {0};

        assertFalse(row(nothing, nothing, Marks.atLeast(0, 0)).reachesBar());
        assertFalse(row(nothing, nothing, Marks.atMost(1, 1)).reachesBar());
    }

    @Test
    void theLineSaysWhetherTheBarIsReachedOrMissed() {
        assertTrue(row(1_500, 2_000, MARKS).line().contains(" >= 0.7   ok     (0.8)"));
        assertTrue(row(1_000, 2_000, MARKS).line().contains(" >= 0.7   MISSED (0.8)"));
        assertTrue(row(1_500, 2_000, MARKS).line().contains("1,500 us"));
    }

    @Test
    void whatIsOnlyPrintedSaysSoAndSpoilsNoRun() {
        Measurement missed = row(1_000, 2_000, MARKS.printed());

        assertTrue(missed.line().contains(" >= 0.7   missed (0.8)  printed only"), missed::line);
        assertFalse(missed.reachesBar());
        assertTrue(missed.isGood());
        assertFalse(row(1_000, 2_000, MARKS).isGood());
    }

    private static Measurement row(double ours, double theirs, Marks marks) {
        return row(new double[] {ours}, new double[] {theirs}, marks);
    }

    private static Measurement row(double[] ours, double[] theirs, Marks marks) {
        return new Measurement("orders", "bare", ours, theirs, "us", marks, "");
    }
}
