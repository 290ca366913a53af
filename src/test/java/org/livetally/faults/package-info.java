/** Real faults under load, each followed by the same check: what was acked is in the ledger, once, and on every screen. */
@NullMarked
package org.livetally.faults;

import org.jspecify.annotations.NullMarked;
