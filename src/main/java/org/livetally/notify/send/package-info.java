/** Delivers what waits in the outbox of messages out: one node at a time, each target by itself. */
@NullMarked
package org.livetally.notify.send;

import org.jspecify.annotations.NullMarked;
