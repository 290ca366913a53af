/** WebSockets: strict text frames in and out, close codes, handshakes, pings and rate limits. */
@NullMarked
package org.livetally.socket;

import org.jspecify.annotations.NullMarked;
