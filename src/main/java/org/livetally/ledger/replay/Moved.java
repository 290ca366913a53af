package org.livetally.ledger.replay;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Tallies;

/**
 * The changes that a ledger's messages make to tallies, summed up by name. Totals are few and stay here. Other names go
 * to a spill once they are many, each with the seq up to which it is a sum. Everything before the first slice of Redis
 * is one sum, since no part of it is needed; later changes are kept message by message.
 */
final class Moved {
    private final Seq bulkUntil;
    private final int maxNames;
    private final Sink sink;
    private final Map<String, Long> totals = new TreeMap<>();
    private Tallies bulk = new Tallies();

    /**
     * Receives by how much a name moved up to a seq. The name is that of the audit, for example
     * {@code products/cordyceps-5g}.
     */
    @FunctionalInterface
    interface Sink {
        void add(String name, Seq seq, long sum);
    }

    /**
     * @param bulkUntil the seq of the newest message that may be summed up with earlier ones
     * @param maxNames maximum of names in memory, apart from those of one message
     */
    Moved(Seq bulkUntil, int maxNames, Sink sink) {
        this.bulkUntil = bulkUntil;
        this.maxNames = maxNames;
        this.sink = sink;
    }

    /** Adds the changes of one message. */
    void add(Seq seq, Consumer<Tallies> move) {
        if (seq.compareTo(bulkUntil) > 0) {
            Tallies own = new Tallies();
            move.accept(own);
            drain(own, seq);
            return;
        }
        move.accept(bulk);
        if (bulk.names() > maxNames) {
            drain();
        }
    }

    /** Passes everything to the sink. */
    void drain() {
        Tallies full = bulk;
        bulk = new Tallies();
        drain(full, bulkUntil);
    }

    private void drain(Tallies tallies, Seq seq) {
        tallies.eachTotal((place, total, sum) -> totals.merge(total, sum, Long::sum));
        tallies.eachName((place, name, sum) -> sink.add(place + "/" + name, seq, sum));
        tallies.buyers().forEach(buyer -> sink.add(Tallies.BUYERS + "/" + buyer, seq, 1));
        tallies.groupBuyers().forEach(pair -> sink.add(Tallies.GROUP_BUYERS + "/" + pair, seq, 1));
    }

    /** The number of names in memory. */
    int names() {
        return bulk.names();
    }

    /** The totals of the drained messages, such as {@code gmv}, by name. */
    Map<String, Long> totals() {
        return totals;
    }
}
