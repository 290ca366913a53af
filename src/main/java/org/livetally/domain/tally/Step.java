package org.livetally.domain.tally;

/** What may become of an order. One that is paid when it is placed takes two steps at once. */
public enum Step {
    PLACED,
    PAID,
    CANCELLED,
    /** Of its value a part, or all. */
    REFUNDED
}
