/** A stream as one file: written from Redis, checked, and read in its place. */
@NullMarked
package org.livetally.archive;

import org.jspecify.annotations.NullMarked;
