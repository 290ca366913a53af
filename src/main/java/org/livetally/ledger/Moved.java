package org.livetally.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.livetally.domain.tally.Tallies;
import org.livetally.model.Seq;

/**
 * What the messages of a ledger move, added up by name. Totals are few and stay here; other names go to a spill once they are many,
 * each with the seq up to which it is a sum. What moved before anything was read of Redis is one sum, of which no one will ask for a
 * part; what moved later is kept message by message.
 */
final class Moved {
    private final Seq bulkUntil;
    private final int maxNames;
    private final Sink sink;
    private final Map<String, Long> totals = new TreeMap<>();
    private Tallies bulk = new Tallies();

    /** Takes what a name was moved by, up to a seq; the name is that of the audit, for example {@code products/cordyceps-5g}. */
    @FunctionalInterface
    interface Sink {
        void add(String name, Seq seq, long sum);
    }

    /**
     * @param bulkUntil the seq of the newest message that may be added up with those before it
     * @param maxNames how many are kept in memory, besides those of one message
     */
    Moved(Seq bulkUntil, int maxNames, Sink sink) {
        this.bulkUntil = bulkUntil;
        this.maxNames = maxNames;
        this.sink = sink;
    }

    /** Adds what one message moves. */
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

    /** Gives all to the sink. */
    void drain() {
        Tallies full = bulk;
        bulk = new Tallies();
        drain(full, bulkUntil);
    }

    private void drain(Tallies tallies, Seq seq) {
        tallies.eachTotal((place, total, sum) -> totals.merge(total, sum, Long::sum));
        tallies.eachName((place, name, sum) -> sink.add(place + "/" + name, seq, sum));
        tallies.buyers().forEach(buyer -> sink.add(Tallies.BUYERS + "/" + buyer, seq, 1));
    }

    /** How many names are in memory. */
    int names() {
        return bulk.names();
    }

    /** Of the messages drained: {@code gmv} and its like, by name. */
    Map<String, Long> totals() {
        return totals;
    }
}
