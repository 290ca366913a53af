package org.livetally.domain.tally;

/**
 * A step in an order's life that moves tallies. An order that arrives paid takes two steps at once: {@link #PLACED} and
 * {@link #PAID}.
 */
public enum Step {
    PLACED,
    PAID,
    CANCELLED,
    /** Some or all of its value was paid back. */
    REFUNDED
}
