/** Messages out: what events there are, who is told of them, and the outbox in which they wait until they are delivered. */
@NullMarked
package org.livetally.notify;

import org.jspecify.annotations.NullMarked;
