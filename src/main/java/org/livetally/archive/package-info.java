/** A stream as one file: written from Redis, checked, read in its place, and written back. */
@NullMarked
package org.livetally.archive;

import org.jspecify.annotations.NullMarked;
