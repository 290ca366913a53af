/** The life of a stream: created, changed, started, ended, listed; the routes for it. */
@NullMarked
package org.livetally.streams.life;

import org.jspecify.annotations.NullMarked;
