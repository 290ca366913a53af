/** What a board consists of, by the names that readers of a board use. */
@NullMarked
package org.livetally.domain.board;

import org.jspecify.annotations.NullMarked;
