/** The hub of outbound sockets and SSE: the latest wins, and nobody waits for a slow one. */
@NullMarked
package org.livetally.screens;

import org.jspecify.annotations.NullMarked;
