/** The past of boards: at a time, and running; read from ledgers, a page at a time. */
@NullMarked
package org.livetally.boards.replay;

import org.jspecify.annotations.NullMarked;
