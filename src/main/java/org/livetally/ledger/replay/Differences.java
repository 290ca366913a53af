package org.livetally.ledger.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.livetally.ledger.replay.Audit.Difference;

/**
 * The differences that an audit finds. Some of each kind are kept by name, so that they always fit into memory; the
 * others are counted.
 */
final class Differences {
    /** Maximum of named differences of a kind, such as ids, products, or tallies without names. */
    static final int MAX_NAMED = 200;

    private final List<Difference> named = new ArrayList<>();
    private final Map<String, Integer> ofKind = new HashMap<>();
    private long unnamed;

    void add(String tally, Object ledger, Object redis) {
        if (ofKind.merge(tally.substring(0, tally.indexOf('/') + 1), 1, Integer::sum) > MAX_NAMED) {
            unnamed++;
        } else {
            named.add(new Difference(tally, ledger.toString(), redis.toString()));
        }
    }

    void compare(String tally, Object ledger, Object redis) {
        if (!ledger.equals(redis)) {
            add(tally, ledger, redis);
        }
    }

    /** The kind of a tally: its name up to the slash. */
    static String kind(String tally) {
        int slash = tally.indexOf('/');
        return slash < 0 ? tally : tally.substring(0, slash);
    }

    /** The named differences, by name. */
    List<Difference> named() {
        return named.stream().sorted(Comparator.comparing(Difference::tally)).toList();
    }

    long unnamed() {
        return unnamed;
    }
}
