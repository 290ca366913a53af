package org.livetally.domain.board;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Tallies;

/**
 * The sections of a board that a screen asked for.
 *
 * @param names in the order of {@link #ALL}, whatever the order of the request
 */
public record BoardSections(Set<String> names) {
    public static final String TOTALS = "totals";
    public static final String AUDIENCE = "audience";
    public static final String GOAL = "goal";
    public static final String STREAM = "stream";
    /** The figures of deals. */
    public static final String DEALS = Tallies.DEALS;
    /** Who and what is on air. */
    public static final String SHOW = "show";
    /** What is left of the products that are nearly sold out. */
    public static final String STOCK = "stock";

    /** How far the ledger has come, and how far it was audited. Only boards of streams have it. */
    public static final String LEDGER = "ledger";

    /** The streams of a campaign, and what it began with. Only boards of campaigns have it. */
    public static final String CAMPAIGN = "campaign";

    public static final String TREND = "trend";
    /** The section that is sent beside the patch, not in it. */
    public static final String RECENT = "recent";

    /** Every section, in the order in which the board shows them. */
    public static final List<String> ALL = Stream.of(
                    Stream.of(TOTALS, AUDIENCE, GOAL, STREAM),
                    Arrays.stream(Dimension.values()).map(Dimension::key),
                    Stream.of(DEALS, SHOW, STOCK, LEDGER, CAMPAIGN, TREND, RECENT))
            .flatMap(names -> names)
            .toList();

    /** All sections. */
    public static final BoardSections EVERY = new BoardSections(new LinkedHashSet<>(ALL));

    /** Those of the names that are sections, in the order of {@link #ALL}; the others are left out. */
    public static BoardSections of(Set<String> asked) {
        Set<String> names = new LinkedHashSet<>(ALL);
        names.retainAll(asked);
        return new BoardSections(names);
    }

    public boolean has(String name) {
        return names.contains(name);
    }
}
