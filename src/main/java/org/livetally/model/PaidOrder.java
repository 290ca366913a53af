package org.livetally.model;

import org.jspecify.annotations.Nullable;

/**
 * An order at the place where it became paid.
 *
 * @param seq of the order that was recorded as paid, or of the payment
 * @param amount value in minor units (fen)
 * @param json the order as the board's {@code recent} shows it; null if it was not read, and can only be counted
 */
public record PaidOrder(Seq seq, long amount, @Nullable String json) {}
