/** Messages about orders as producers and viewers send them, and the answers that both receive, in JSON. */
@NullMarked
package org.livetally.wire;

import org.jspecify.annotations.NullMarked;
