package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.campaigns.follow.MemberReplay.Known;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.read.BasisReader;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.ledger.read.LedgerReader.Page;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** Reads what came after a campaign's cursor in one of its members, and what is needed to count it. */
final class MemberReader {
    /** Each holds what the orders of a stream are judged by; some hold a catalogue of thousands of products. */
    private static final int MAX_BASES = 200;

    private final RedisLink redis;
    private final OrdersSoFar orders;
    private final @Nullable ZoneId zone;
    private final Map<String, Basis> bases = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param orders what was counted before
     * @param zone in which the campaign counts days; null for each stream's own
     */
    MemberReader(RedisLink redis, OrdersSoFar orders, @Nullable ZoneId zone) {
        this.redis = redis;
        this.orders = orders;
        this.zone = zone;
    }

    /**
     * Reads on in a member.
     *
     * @param bytes after which a page of its ledger ends
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

    /** Some messages, and what they move. */
    record Counted(Page page, MemberMoves moves) {}

    /**
     * Counts the messages after a place of a member's ledger, up to and with another one: those of one page.
     *
     * @param state as it was read before, with all messages up to {@code upTo}
     */
    Future<Counted> count(StreamKeys of, MemberState state, Seq after, Seq upTo, int bytes) {
        return basis(of, state)
                .compose(basis -> LedgerReader.page(redis, of, after, upTo, bytes)
                        .compose(page -> known(of, page.messages()).map(known -> {
                            MemberMoves moves = new MemberMoves(of.stream());
                            MemberReplay replay = new MemberReplay(basis, known, moves);
                            page.messages().forEach(replay::add);
                            return new Counted(page, moves);
                        })));
    }

    /** What orders are judged by, up to the newest message at least. */
    private Future<Basis> basis(StreamKeys of, MemberState state) {
        ZoneId days = Objects.requireNonNullElse(zone, state.settings().zone());
        boolean all = state.tallies().equals(Basis.ALL_TALLIES);
        Basis known = bases.get(of.stream());
        Basis basis =
                known != null && known.zone().equals(days) && known.countsAll() == all ? known : new Basis(days, all);
        bases.put(of.stream(), basis);
        if (bases.size() > MAX_BASES) {
            bases.remove(bases.keySet().iterator().next());
        }
        return basis.newest().compareTo(state.basis()) >= 0
                ? Future.succeededFuture(basis)
                : BasisReader.each(redis, of, basis.newest(), entry -> entry.addTo(basis))
                        .map(basis);
    }

    /** Reads the orders and deals that messages are about and that are not among the messages themselves. */
    private Future<Known> known(StreamKeys of, List<Recorded> messages) {
        Wanted wanted = new Wanted();
        messages.forEach(recorded -> wanted.add(recorded.message()));
        Known known = new Known();
        return orders.open(of.stream(), wanted.open, known.orders())
                .compose(read -> orders.refunds(of.stream(), wanted.refunded, known.refunds()))
                .compose(read -> recorded(of, wanted.older, known));
    }

    /** What messages are about. */
    private static final class Wanted {
        private final Set<String> here = new HashSet<>();
        /** Orders that are paid or cancelled now; they are open until then. */
        final Set<String> open = new LinkedHashSet<>();

        final Set<String> refunded = new LinkedHashSet<>();
        /** What is only in the ledger of the stream. */
        final Set<String> older = new LinkedHashSet<>();

        void add(Message message) {
            switch (message.type()) {
                case ORDER, DEAL -> here.add(message.id());
                case PAYMENT, CANCELLATION -> want(open, ((OrderEvent) message).order());
                case REFUND -> {
                    String order = ((OrderEvent) message).order();
                    refunded.add(order);
                    if (!open.contains(order)) {
                        want(older, order);
                    }
                }
                case DELIVERY, DEAL_CANCELLATION -> want(older, ((DealEvent) message).deal());
                case STOCK, SHOW, CATALOGUE, GROUPS, ERASURE -> {} // are about nothing else
            }
        }

        private void want(Set<String> among, String id) {
            if (!here.contains(id)) {
                among.add(id);
            }
        }
    }

    /** Reads orders that were settled before, and deals: where they are in the ledger, the stream's ids say. */
    private Future<Known> recorded(StreamKeys of, Set<String> ids, Known known) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(known);
        }
        Request places = Request.cmd(Command.HMGET).arg(of.ids());
        ids.forEach(places::arg);
        return redis.send(places).compose(values -> {
            List<Future<Recorded>> reads = new ArrayList<>();
            for (Response value : values) {
                if (value != null) {
                    reads.add(LedgerReader.at(
                            redis, of, Seq.parse(IdState.parse(value.toString()).seq())));
                }
            }
            return Future.all(reads).map(all -> {
                reads.forEach(read -> known.add(read.result()));
                return known;
            });
        });
    }
}
