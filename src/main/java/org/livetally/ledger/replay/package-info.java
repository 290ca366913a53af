/** The audit: tallies recomputed from the ledger, and compared with those in Redis. */
@NullMarked
package org.livetally.ledger.replay;

import org.jspecify.annotations.NullMarked;
