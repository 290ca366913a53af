/** Boards: reads what has changed, computes patches and encodes each of them once. */
@NullMarked
package org.livetally.boards;

import org.jspecify.annotations.NullMarked;
