/** Seals: what was said of a ledger when it was audited, as Redis keeps it. */
@NullMarked
package org.livetally.ledger.seal;

import org.jspecify.annotations.NullMarked;
