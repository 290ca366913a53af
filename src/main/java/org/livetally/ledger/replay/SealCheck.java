package org.livetally.ledger.replay;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.Steps;
import org.livetally.ledger.replay.Audit.Difference;

/**
 * Seals a ledger while it is read, and looks whether it begins with seals that were made before. If it does not, the
 * checkpoints that were made meanwhile say where the first change is.
 */
final class SealCheck {
    private final LedgerSource ledger;
    private final Collection<Seal> earlier;
    private final Collection<Seq> checkpoints;
    private final Set<Seq> asked = new TreeSet<>();
    /** The chain of this ledger at the places that were asked about. */
    private final Map<Seq, Chain> found = new TreeMap<>();

    /** The messages that say that a buyer was erased. */
    private final NavigableMap<Seq, String> erasures = new TreeMap<>();

    private Chain chain = Chain.start();
    private Seq read = Seq.START;

    /**
     * @param earlier the seals that it must begin with
     * @param checkpoints their places, in the order of the ledger
     */
    SealCheck(LedgerSource ledger, Collection<Seal> earlier, Collection<Seq> checkpoints) {
        this.ledger = ledger;
        this.earlier = earlier;
        this.checkpoints = checkpoints;
        earlier.forEach(seal -> asked.add(seal.seq()));
        asked.addAll(checkpoints);
    }

    /** Adds the next entry. */
    void add(Entry entry) {
        chain = chain.plus(entry);
        read = entry.id();
        if (asked.contains(read)) {
            found.put(read, chain);
        }
    }

    /** A buyer was erased: entries before this message are not as they were. */
    void addErasure(Seq seq, String id) {
        erasures.put(seq, id);
    }

    /** The seal of all entries; null without any. */
    @Nullable
    Seal seal() {
        return read.equals(Seq.START) ? null : new Seal(read, chain.hex());
    }

    /** Adds a difference for each earlier seal that the ledger does not begin with; to be called after the last entry. */
    Future<Void> compare(Differences differences) {
        Iterator<Seal> broken =
                earlier.stream().filter(seal -> !begins(seal)).toList().iterator();
        return Steps.whileTrue(() -> {
            if (!broken.hasNext()) {
                return Future.succeededFuture(false);
            }
            Seal seal = broken.next();
            return firstChange(seal).map(where -> {
                differences.add(Difference.SEAL, instead(seal) + where + erasedSince(seal), seal.text());
                return true;
            });
        });
    }

    private boolean begins(Seal seal) {
        Chain own = found.get(seal.seq());
        return own != null && own.hex().equals(seal.sha256());
    }

    /** What the ledger has instead of a seal, for people. */
    private String instead(Seal seal) {
        Chain own = found.get(seal.seq());
        if (own != null) {
            return new Seal(seal.seq(), own.hex()).text();
        }
        return seal.seq().isAfter(read) ? "nothing after " + read : "no entry " + seal.seq();
    }

    /** That entries were changed as they may be, for people; empty if they were not. */
    private String erasedSince(Seal seal) {
        Map.Entry<Seq, String> erasure = erasures.higherEntry(seal.seq());
        return erasure == null
                ? ""
                : "; a buyer was erased since, as message " + erasure.getValue() + " at " + erasure.getKey() + " says";
    }

    /** Between which entries the first change lies, for people; empty without checkpoints. */
    private Future<String> firstChange(Seal seal) {
        List<Seq> before =
                checkpoints.stream().filter(place -> !place.isAfter(seal.seq())).toList();
        if (before.isEmpty()) {
            return Future.succeededFuture("");
        }
        Iterator<Seq> places = before.iterator();
        Seq[] span = {Seq.START, seal.seq()};
        return Steps.whileTrue(() -> {
                    if (!places.hasNext()) {
                        return Future.succeededFuture(false);
                    }
                    Seq place = places.next();
                    return isAsThen(place).map(same -> {
                        span[same ? 0 : 1] = place;
                        return same;
                    });
                })
                .map(done -> "; the first change lies after "
                        + (span[0].equals(Seq.START) ? "the beginning" : "entry " + span[0]) + ", up to entry "
                        + span[1]);
    }

    private Future<Boolean> isAsThen(Seq place) {
        return ledger.checkpoint(place).map(then -> then.chain().equals(found.get(place)));
    }
}
