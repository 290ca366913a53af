/**
 * Sockets and connections: strict text frames in and out, close codes, handshakes, pings, and limits on what strangers
 * may use.
 */
@NullMarked
package org.livetally.socket;

import org.jspecify.annotations.NullMarked;
