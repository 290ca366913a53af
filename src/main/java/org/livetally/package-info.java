/** Livetally: exact running tallies of a live stream's orders and likes, on every screen a moment later. */
@NullMarked
package org.livetally;

import org.jspecify.annotations.NullMarked;
