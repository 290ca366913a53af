package org.livetally.campaigns.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The buyers of some messages that the campaign may not have yet, by group.
 *
 * <p>Who is {@linkplain KnownBuyers known} is found out page by page, and group by group: one look waits for memory twice, and
 * those of many names wait together ({@link NameSet#containsEach}). Looked for one by one, they were two fifths of what a followed
 * order cost this node.
 */
final class FreshBuyers {
    private final KnownBuyers known;
    private final int forgotten;
    private final Map<String, List<String>> page = new HashMap<>();
    private final Map<String, Set<String>> fresh = new HashMap<>();

    FreshBuyers(KnownBuyers known) {
        this.known = known;
        this.forgotten = known.forgotten();
    }

    /** @param group null if the buyer has none */
    void add(@Nullable String group, String buyer) {
        page.computeIfAbsent(group == null ? KnownBuyers.NO_GROUP : group, any -> new ArrayList<>())
                .add(buyer);
    }

    /** Ends a page. */
    void endPage() {
        page.forEach((group, buyers) -> {
            known.eachUnknown(
                    group,
                    buyers,
                    buyer ->
                            fresh.computeIfAbsent(group, any -> new HashSet<>()).add(buyer));
            buyers.clear();
        });
    }

    /**
     * Those of all pages that ended, by group.
     *
     * @throws IllegalStateException if they must be sought again, since buyers are forgotten meanwhile that were left out
     */
    Map<String, Set<String>> all() {
        if (known.forgotten() != forgotten) {
            throw new IllegalStateException("buyers are forgotten that were left out");
        }
        return fresh;
    }
}
