/** What a load takes, reckoned from what was measured: {@code livetally plan}. */
@NullMarked
package org.livetally.capacity;

import org.jspecify.annotations.NullMarked;
