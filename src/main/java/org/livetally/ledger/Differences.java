package org.livetally.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.livetally.ledger.Audit.Difference;

/** What an audit finds: some of each kind by name, so that they fit into memory whatever happened, and how many more. */
final class Differences {
    /** Of a kind: ids, say, or products, or of what has no names. */
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

    /** A tally's name up to its slash. */
    static String kind(String tally) {
        int slash = tally.indexOf('/');
        return slash < 0 ? tally : tally.substring(0, slash);
    }

    /** By name. */
    List<Difference> named() {
        return named.stream().sorted(Comparator.comparing(Difference::tally)).toList();
    }

    long unnamed() {
        return unnamed;
    }
}
