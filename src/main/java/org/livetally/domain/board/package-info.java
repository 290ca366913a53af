/** What a board consists of, as those who read it name it. */
@NullMarked
package org.livetally.domain.board;

import org.jspecify.annotations.NullMarked;
