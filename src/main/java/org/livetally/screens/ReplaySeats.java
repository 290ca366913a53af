package org.livetally.screens;

import java.util.HashMap;
import java.util.Map;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * Who may read the past at this moment: so many of a node, since each reads a ledger and counts, and so many of an
 * address, so that nobody takes all of them. Shared by all event loops.
 */
public final class ReplaySeats {
    static final int MAX = 20;
    static final int MAX_OF_ADDRESS = 4;

    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    /**
     * Whether somebody may sit down.
     *
     * @param address empty if it is not known; such ones are only limited in all
     * @throws Problem 429 or 503, if there is no seat
     */
    synchronized void require(String address) {
        if (!address.isEmpty() && taken.getOrDefault(address, 0) >= MAX_OF_ADDRESS) {
            throw Problem.of(429, Rule.REPLAYS_OF_ADDRESS.reason(MAX_OF_ADDRESS));
        }
        if (all >= MAX) {
            throw Problem.of(503, Rule.REPLAYS_FULL.reason());
        }
    }

    /**
     * Takes a seat until {@link #leave}.
     *
     * @throws Problem as {@link #require}
     */
    synchronized void take(String address) {
        require(address);
        all++;
        taken.merge(address, 1, Integer::sum);
    }

    synchronized void leave(String address) {
        all--;
        taken.computeIfPresent(address, (any, seats) -> seats == 1 ? null : seats - 1);
    }
}
