/** Frames in and out: strict text messages, close codes, text that is framed once, pings. */
@NullMarked
package org.livetally.socket;

import org.jspecify.annotations.NullMarked;
