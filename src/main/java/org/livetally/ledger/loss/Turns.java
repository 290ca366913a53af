package org.livetally.ledger.loss;

import java.util.ArrayList;
import java.util.List;

/** Takes some elements of a changing list, different ones each time, until all had their turn. */
final class Turns {
    private final int atOnce;
    private int turn;

    Turns(int atOnce) {
        this.atOnce = atOnce;
    }

    List<String> next(List<String> all) {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < Math.min(atOnce, all.size()); i++) {
            turn = (turn + 1) % all.size();
            some.add(all.get(turn));
        }
        return some;
    }
}
