/** Batches, the record script and the audit. */
@NullMarked
package org.livetally.ledger;

import org.jspecify.annotations.NullMarked;
