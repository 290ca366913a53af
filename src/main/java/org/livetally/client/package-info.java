/** What programs outside the server use of it, through its public interface only: a connection, and a sender of messages. */
@NullMarked
package org.livetally.client;

import org.jspecify.annotations.NullMarked;
