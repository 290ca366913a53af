/** Messages about orders as producers and viewers write them, and the answers that both get. */
@NullMarked
package org.livetally.wire;

import org.jspecify.annotations.NullMarked;
