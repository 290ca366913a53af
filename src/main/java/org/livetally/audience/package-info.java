/** Likes, presence and unique viewers: the sockets of viewers, which also carry orders to the shop. */
@NullMarked
package org.livetally.audience;

import org.jspecify.annotations.NullMarked;
