/** The hub of outbound sockets and event streams: the latest state wins, and nobody waits for a slow screen. */
@NullMarked
package org.livetally.screens;

import org.jspecify.annotations.NullMarked;
