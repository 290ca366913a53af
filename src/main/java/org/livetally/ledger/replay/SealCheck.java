package org.livetally.ledger.replay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Seal;

/** Seals a ledger while it is read, and looks whether it begins with seals that were made before. */
final class SealCheck {
    private final Set<Seq> asked;
    /** The seals of this ledger at the places that were asked about. */
    private final Map<Seq, Seal> found = new LinkedHashMap<>();

    private Chain chain = Chain.start();
    private Seq read = Seq.START;

    /** @param asked the places whose seals are wanted; others are not kept */
    SealCheck(Set<Seq> asked) {
        this.asked = new TreeSet<>(asked);
    }

    /** Adds the next entry. */
    void add(Entry entry) {
        chain = chain.plus(entry);
        read = entry.id();
        if (asked.contains(read)) {
            found.put(read, new Seal(read, chain.hex()));
        }
    }

    /** The seal of all entries; null without any. */
    @Nullable
    Seal seal() {
        return read.equals(Seq.START) ? null : new Seal(read, chain.hex());
    }

    /** Whether the ledger does as it did when this seal was made, up to there. */
    boolean begins(Seal earlier) {
        return earlier.equals(found.get(earlier.seq()));
    }

    /** What the ledger has instead of a seal that it does not begin with, for people. */
    String instead(Seal earlier) {
        Seal own = found.get(earlier.seq());
        if (own != null) {
            return own.text();
        }
        return earlier.seq().isAfter(read) ? "nothing after " + read : "no entry " + earlier.seq();
    }
}
