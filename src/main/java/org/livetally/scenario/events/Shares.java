package org.livetally.scenario.events;

import java.util.Arrays;

/** Shares a whole number out by weights. The running sum is rounded, so the shares add up to it exactly. */
final class Shares {
    private Shares() {}

    /** {@link StrictMath}, because a share must not differ between machines. */
    static long[] of(long total, double... weights) {
        double sum = Arrays.stream(weights).sum();
        long[] shares = new long[weights.length];
        double upTo = 0;
        long given = 0;
        for (int i = 0; i < weights.length; i++) {
            upTo += weights[i];
            long due = i == weights.length - 1 ? total : (long) StrictMath.rint(total * upTo / sum);
            shares[i] = due - given;
            given = due;
        }
        return shares;
    }
}
