/** Boards: reads what has changed, computes patches and encodes each of them once. */
@NullMarked
package org.livetally.board;

import org.jspecify.annotations.NullMarked;
