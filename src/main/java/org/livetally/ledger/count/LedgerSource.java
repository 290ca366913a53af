package org.livetally.ledger.count;

import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.DescribedBy;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;

/**
 * Where the ledger of a stream is read. Futures fail as those of {@code RedisLink} do, or with an
 * {@link IllegalStateException} that names what cannot be read.
 */
public interface LedgerSource {
    /** The id of the stream. */
    String stream();

    /** What is known of the stream; null if it does not exist. */
    Future<@Nullable Head> head();

    /** How many messages it holds. */
    Future<Long> messages();

    /**
     * The entries after a place, up to and with another one, oldest first: some of them, so that nobody waits long.
     *
     * @param bytes after which it stops; one entry is read in any case
     */
    Future<Page> page(Seq after, Seq upTo, int bytes);

    /** The orders and deals with these ids; those that the ledger does not have are left out. */
    Future<List<Recorded>> about(Set<String> ids);

    /** What orders were judged by, up to now at least. */
    Future<Basis> basis(ZoneId zone, boolean all);

    /** The places of the checkpoints, oldest first. */
    Future<List<Seq>> checkpoints();

    /** The checkpoint at one of these places; fails if there is none. */
    Future<Checkpoint> checkpoint(Seq place);

    /** The likes of each minute that had some, by its first epoch millisecond. The ledger does not have them. */
    Future<Map<Long, Long>> likes();

    /**
     * What describes names, as it is now.
     *
     * @return JSON by name; names of which nothing is known are left out
     */
    Future<Map<String, String>> labels(DescribedBy by, Collection<String> names);

    /**
     * What is known of a stream besides its ledger.
     *
     * @param settings by name, as Redis holds them
     * @param last the newest seq
     * @param tallies the mark of the tallies that it counts, see {@link Basis}; empty for the first ones
     */
    record Head(Map<String, String> settings, Seq last, String tallies) {
        private static final String UTC = "UTC";

        /** In which its days are counted. */
        public ZoneId zone() {
            return ZoneId.of(settings.getOrDefault("timezone", UTC));
        }

        /** Whether it counts everything, see {@link Basis#countsAll}. */
        public boolean countsAll() {
            return tallies.equals(Basis.ALL_TALLIES);
        }
    }

    /**
     * Some entries.
     *
     * @param more whether more may follow
     */
    record Page(List<Entry> entries, boolean more) {}
}
