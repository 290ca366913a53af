/** Recording: the queue of a stream, its batches, and the script that records them. */
@NullMarked
package org.livetally.ledger.record;

import org.jspecify.annotations.NullMarked;
