package org.livetally.bench;

import java.util.function.DoubleSupplier;

/**
 * Repeats a round until it gets no cheaper, so that a figure says the same whatever was measured before it: the compiler
 * needs some ten thousand orders, and Redis' tables grow.
 */
final class WarmUp {
    /** A machine that others use as well may never get steady. */
    private static final int MOST = 10;
    /** What is less cheap than this part of the best so far is no gain, but noise. */
    private static final double GAIN = 0.96;
    /** Rounds in a row without a gain: the second compiler works on for some seconds. */
    private static final int STEADY = 3;

    private WarmUp() {}

    /** Runs rounds until they are steady; returns the cost of the cheapest. */
    static double cost(DoubleSupplier round) {
        double best = round.getAsDouble();
        for (int done = 1, steady = 0; done < MOST && steady < STEADY; done++) {
            double cost = round.getAsDouble();
            steady = cost < best * GAIN ? 0 : steady + 1;
            best = Math.min(best, cost);
        }
        return best;
    }
}
