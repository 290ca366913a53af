package org.livetally.domain.tally;

import java.util.Locale;

/** What says of the names of a {@link Dimension} what orders do not say. */
public enum DescribedBy {
    NOTHING,
    /** Products: what each is called, what is counted of it, and how much is left. */
    CATALOGUE,
    /** Groups of buyers: how many people each has, and the group that it belongs to. */
    GROUP_TREE,
    /** Explanations: what was presented, by whom, and when. */
    EXPLAINED;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The name by which scripts know it. */
    public String key() {
        return key;
    }
}
