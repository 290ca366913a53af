/** Tallies computed anew from the ledger, and compared with those in Redis: the audit. */
@NullMarked
package org.livetally.ledger.replay;

import org.jspecify.annotations.NullMarked;
