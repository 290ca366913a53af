/** What other packages ask about a stream: whether it exists, its state, and whether it is public or open to orders. */
@NullMarked
package org.livetally.streams;

import org.jspecify.annotations.NullMarked;
