/** Acked messages that Redis has lost: noticed, named, and accepted by an operator. */
@NullMarked
package org.livetally.ledger.loss;

import org.jspecify.annotations.NullMarked;
