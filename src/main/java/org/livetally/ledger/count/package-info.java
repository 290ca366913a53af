/** Counts a ledger's messages one after another, wherever the ledger is, and keeps what they come to. */
@NullMarked
package org.livetally.ledger.count;

import org.jspecify.annotations.NullMarked;
