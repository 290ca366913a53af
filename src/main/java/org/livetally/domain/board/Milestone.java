package org.livetally.domain.board;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is worth a moment of celebration: each tenth of the goal, the goal, each round million of the currency. Pages have
 * the same rule in {@code webroot/shared/milestones.js}, for figures that they see pass; {@code milestones.json} among the
 * tests holds both to it.
 *
 * @param count of a {@link Kind#SHARE} the tenths, of {@link Kind#MILLION} the millions; of the goal 0
 */
public record Milestone(Kind kind, long count) {
    private static final long MILLION = 1_000_000;
    private static final int TENTHS = 10;

    /** What is passed. */
    public enum Kind {
        SHARE,
        MILLION,
        GOAL
    }

    /**
     * The greatest milestone above {@code before} and not above {@code after}; null if there is none. The goal is more
     * than a million, and a million more than a tenth of the goal.
     *
     * @param before minor units, as {@code after}
     * @param goal minor units; 0 if there is none
     * @param unit minor units of one unit of the currency, 100 for fen
     */
    public static @Nullable Milestone passed(long before, long after, long goal, long unit) {
        if (goal > 0 && before < goal && after >= goal) {
            return new Milestone(Kind.GOAL, 0);
        }
        long million = MILLION * unit;
        if (after / million > before / million) {
            return new Milestone(Kind.MILLION, after / million);
        }
        if (goal <= 0 || after >= goal) {
            return null;
        }
        long tenths = tenths(after, goal);
        return tenths > tenths(before, goal) ? new Milestone(Kind.SHARE, tenths) : null;
    }

    /** Below 2^53, ten times as much is below 2^63. */
    private static long tenths(long amount, long goal) {
        return amount * TENTHS / goal;
    }

    /** Its name in ids and on the wire, for example {@code share-5}. */
    public String text() {
        return kind.name().toLowerCase(Locale.ROOT) + "-" + count;
    }
}
