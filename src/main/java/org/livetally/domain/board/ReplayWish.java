package org.livetally.domain.board;

import org.livetally.domain.order.Seq;

/**
 * What a screen asks a replay for.
 *
 * @param from the place of the ledger with which it begins; before the first one, it begins with that
 * @param speed how many times faster than it was, 1 to {@link #MAX_SPEED}
 */
public record ReplayWish(String stream, Seq from, int speed, BoardSections fields) {
    public static final int MAX_SPEED = 600;
}
