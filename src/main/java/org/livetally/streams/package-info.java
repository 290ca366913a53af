/** What every room may ask about a stream: whether there is one, its state, and whom it is open to. */
@NullMarked
package org.livetally.streams;

import org.jspecify.annotations.NullMarked;
