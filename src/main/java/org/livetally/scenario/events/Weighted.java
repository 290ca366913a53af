package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws one of several things with different probabilities. */
final class Weighted<T> {
    private final List<T> things = new ArrayList<>();
    private final List<Integer> upTo = new ArrayList<>();
    private int total;

    Weighted<T> add(int weight, T thing) {
        total += weight;
        things.add(thing);
        upTo.add(total);
        return this;
    }

    T draw(Random random) {
        int pick = random.nextInt(total);
        int i = 0;
        while (pick >= upTo.get(i)) {
            i++;
        }
        return things.get(i);
    }
}
