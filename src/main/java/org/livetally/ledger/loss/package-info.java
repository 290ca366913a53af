/** What was acked and is gone from Redis: noticed, named, and accepted by an operator. */
@NullMarked
package org.livetally.ledger.loss;

import org.jspecify.annotations.NullMarked;
