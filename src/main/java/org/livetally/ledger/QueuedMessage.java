package org.livetally.ledger;

import java.util.function.Consumer;
import org.livetally.domain.order.Receipt;

/**
 * A message between intake and its receipt.
 *
 * @param since {@link System#nanoTime()} of its arrival
 * @param done receives the receipt, once
 */
public record QueuedMessage(LedgerEntry entry, long since, Consumer<Receipt> done) {}
