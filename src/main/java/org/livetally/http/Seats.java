package org.livetally.http;

import java.util.HashMap;
import java.util.Map;
import org.livetally.domain.rule.Reason;

/**
 * Who does something costly at this moment: so many in all, and so many of one, so that nobody takes all of them.
 * Thread-safe.
 */
public final class Seats {
    private final Bound all;
    private final Bound ofOne;
    private final Map<String, Integer> taken = new HashMap<>();
    private int sum;

    /**
     * How many there are.
     *
     * @param full why there is none left
     */
    public record Bound(int max, Reason full) {}

    /** @param ofOne how many somebody may have who is known */
    public Seats(Bound all, Bound ofOne) {
        this.all = all;
        this.ofOne = ofOne;
    }

    /**
     * Whether somebody may sit down.
     *
     * @param who empty if that is not known; such ones are only limited in all
     * @throws Problem 429 or 503, if there is no seat
     */
    public synchronized void require(String who) {
        if (!who.isEmpty() && taken.getOrDefault(who, 0) >= ofOne.max) {
            throw Problem.of(429, ofOne.full);
        }
        if (sum >= all.max) {
            throw Problem.of(503, all.full);
        }
    }

    /**
     * Takes a seat until {@link #leave}.
     *
     * @throws Problem as {@link #require}
     */
    public synchronized void take(String who) {
        require(who);
        sum++;
        taken.merge(who, 1, Integer::sum);
    }

    public synchronized void leave(String who) {
        sum--;
        taken.computeIfPresent(who, (any, seats) -> seats == 1 ? null : seats - 1);
    }
}
