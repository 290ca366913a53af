package org.livetally.ledger;

import java.util.function.Consumer;
import org.livetally.model.Receipt;

/**
 * A message between intake and its receipt.
 *
 * @param since {@link System#nanoTime()} of its arrival
 * @param done receives the receipt, once
 */
record Pending(LedgerEntry entry, long since, Consumer<Receipt> done) {}
