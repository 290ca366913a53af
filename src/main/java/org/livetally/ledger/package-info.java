/** The ledger: batches and the record script, reading as pages and as CSV, and the audit. */
@NullMarked
package org.livetally.ledger;

import org.jspecify.annotations.NullMarked;
