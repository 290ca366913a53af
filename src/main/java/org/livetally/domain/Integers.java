package org.livetally.domain;

/** The range of integers. */
public final class Integers {
    /**
     * The largest integer in messages, settings and totals: 2^53 - 1. Numbers are doubles in browsers and in Lua, and
     * above it a double may stand for several integers.
     */
    public static final long MAX_EXACT = (1L << 53) - 1;

    private Integers() {}
}
