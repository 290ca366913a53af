/** Who is told of events: targets, their addresses and secrets, and the routes by which operators manage them. */
@NullMarked
package org.livetally.notify.targets;

import org.jspecify.annotations.NullMarked;
