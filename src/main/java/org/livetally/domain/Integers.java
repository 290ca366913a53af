package org.livetally.domain;

/** The range of integers. */
public final class Integers {
    /**
     * The largest integer in messages, settings and totals: 2^53 - 1. Numbers are doubles in browsers and in Lua, and
     * above it a double may stand for several integers.
     */
    public static final long MAX_EXACT = (1L << 53) - 1;

    private Integers() {}

    /**
     * The sum of two integers that are not above {@link #MAX_EXACT}.
     *
     * @param name what is summed, for the message of the exception
     * @throws ArithmeticException if the sum exceeds {@link #MAX_EXACT}; names the sum
     */
    public static long exactSum(String name, long one, long other) {
        long sum = one + other; // of two such integers: cannot overflow
        if (sum > MAX_EXACT) {
            throw new ArithmeticException(name + " would be " + sum + "; the maximum is " + MAX_EXACT);
        }
        return sum;
    }
}
