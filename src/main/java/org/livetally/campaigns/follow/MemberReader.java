package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.Ledgers;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.OrdersSoFar;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.read.BasisReader;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** Reads what came after a campaign's cursor in one of its members, and what is needed to count it. */
final class MemberReader {
    /** Each holds what the orders of a stream are judged by; some hold a catalogue of thousands of products. */
    private static final int MAX_BASES = 200;

    private final Ledgers ledgers;
    private final RedisLink redis;
    private final @Nullable RecentBatches recent;
    private final OrdersSoFar orders;
    private final KnownBuyers buyers;
    private final @Nullable ZoneId zone;
    private final Map<String, Basis> bases = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param recent what was recorded a moment ago; null to count everything anew
     * @param orders what was counted before
     * @param buyers those that need not be told
     * @param zone in which the campaign counts days; null for each stream's own
     */
    MemberReader(
            Ledgers ledgers,
            @Nullable RecentBatches recent,
            OrdersSoFar orders,
            KnownBuyers buyers,
            @Nullable ZoneId zone) {
        this.ledgers = ledgers;
        this.redis = ledgers.redis();
        this.recent = recent;
        this.orders = orders;
        this.buyers = buyers;
        this.zone = zone;
    }

    /**
     * Reads on in a member.
     *
     * @param bytes of its ledger after which it ends
     */
    Future<MemberReading> read(String stream, @Nullable Cursor from, int bytes) {
        StreamKeys of = new StreamKeys(stream);
        return MemberState.read(redis, of).compose(state -> {
            Seq counted = from == null ? Seq.START : from.seq();
            if (state == null
                    || MemberReading.isLost(from, state)
                    || !state.last().isAfter(counted)) {
                return Future.succeededFuture(MemberReading.ofState(stream, from, state));
            }
            return count(of, state, counted, state.last(), bytes)
                    .map(read -> new MemberReading(stream, from, state, read.page(), read.moves()));
        });
    }

    /**
     * Counts the messages after a place of a member's ledger, up to and with another one.
     *
     * @param state as it was read before, with all messages up to {@code upTo}
     * @param bytes after which it ends
     */
    Future<MemberCount> count(StreamKeys of, MemberState state, Seq after, Seq upTo, int bytes) {
        LedgerSource ledger = ledgers.of(of, state.settings().archived());
        RecentBatches batches = state.settings().archived() == null ? recent : null;
        return basis(ledger, of, state)
                .compose(basis -> new MemberCount(ledger, basis, batches, orders, buyers, after, upTo, bytes).run());
    }

    /** What orders are judged by, up to the newest message at least. */
    private Future<Basis> basis(LedgerSource ledger, StreamKeys of, MemberState state) {
        ZoneId days = Objects.requireNonNullElse(zone, state.settings().zone());
        boolean all = state.tallies().equals(Basis.ALL_TALLIES);
        Basis known = bases.get(of.stream());
        Basis basis =
                known != null && known.zone().equals(days) && known.countsAll() == all ? known : new Basis(days, all);
        bases.put(of.stream(), basis);
        if (bases.size() > MAX_BASES) {
            bases.remove(bases.keySet().iterator().next());
        }
        if (state.settings().archived() != null && state.basis().isAfter(basis.newest())) {
            return ledger.basis(days, all).onSuccess(read -> bases.put(of.stream(), read));
        }
        return basis.newest().compareTo(state.basis()) >= 0
                ? Future.succeededFuture(basis)
                : BasisReader.each(redis, of, basis.newest(), entry -> entry.addTo(basis))
                        .map(basis);
    }
}
