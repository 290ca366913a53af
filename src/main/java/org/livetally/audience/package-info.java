/** The audience: likes, presence, unique viewers, and the orders that viewers place. */
@NullMarked
package org.livetally.audience;

import org.jspecify.annotations.NullMarked;
