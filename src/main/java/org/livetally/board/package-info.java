/** Reads what changed, computes patches and encodes each once. */
@NullMarked
package org.livetally.board;

import org.jspecify.annotations.NullMarked;
