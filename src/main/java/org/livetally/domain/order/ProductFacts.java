package org.livetally.domain.order;

import org.jspecify.annotations.Nullable;

/**
 * What a catalogue says of a product as far as orders of it move tallies by it.
 *
 * @param series null if it belongs to none
 * @param category null if it belongs to none
 * @param levy null if nothing is levied
 * @param numbered null if its units have no numbers
 * @param tracked whether its stock is counted
 */
public record ProductFacts(
        @Nullable String series,
        @Nullable String category,
        @Nullable Levy levy,
        @Nullable Numbered numbered,
        boolean tracked) {
    /** Nothing that moves a tally. */
    public static final ProductFacts NONE = new ProductFacts(null, null, null, null, false);

    /**
     * What each unit sold gives to a fund.
     *
     * @param amount minor units for each unit, at least 1
     */
    public record Levy(String fund, long amount) {}

    /**
     * Each unit has a number of its own.
     *
     * @param prefix put before a number where people read it
     * @param first the lowest number
     * @param last the highest number
     */
    public record Numbered(String prefix, long first, long last) {}

    /** The same facts with the stock counted, which never ends once it has begun. */
    public ProductFacts asTracked() {
        return tracked ? this : new ProductFacts(series, category, levy, numbered, true);
    }
}
