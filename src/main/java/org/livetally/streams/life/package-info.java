/** The life of a stream: created, changed, started, ended and listed, with the operators' routes. */
@NullMarked
package org.livetally.streams.life;

import org.jspecify.annotations.NullMarked;
