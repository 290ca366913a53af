/** Streams: created, changed, started, ended and listed, with their catalogue, and the operators' REST for them. */
@NullMarked
package org.livetally.streams;

import org.jspecify.annotations.NullMarked;
