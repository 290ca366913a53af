package org.livetally.ledger.read;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.PaidOrder;
import org.livetally.domain.board.PaidPage;
import org.livetally.domain.board.PaidPage.Refunded;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.RecentJson;

/**
 * Finds the big orders among those that a ledger says were paid. None is missed, at any rate, whichever node recorded
 * it.
 */
public final class PaidOrders {
    /** Maximum of messages that are read for one page, however many were recorded. */
    private static final int MAX_SCANNED = 5_000;

    /** Pause between two pages, so that a long stretch does not keep the event loop from other work. */
    private static final long PAUSE_MS = 25;

    private final Vertx vertx;
    private final RedisLink redis;

    public PaidOrders(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.redis = redis;
    }

    /** The seq of the newest message. */
    public Future<Seq> last(String stream) {
        String totals = new StreamKeys(stream).totals();
        return redis.sendReplicated(Request.cmd(Command.HGET).arg(totals).arg("last"), totals)
                .map(last -> last == null || last.toString().isEmpty() ? Seq.START : Seq.parse(last.toString()));
    }

    /**
     * Reads on from a place: the orders worth at least {@code min}, with the JSON of the biggest of them.
     *
     * @param upTo the last place to read
     */
    public Future<PaidPage> after(String stream, Seq from, Seq upTo, long min) {
        StreamKeys keys = new StreamKeys(stream);
        Draft draft = new Draft(from, upTo);
        return LedgerReader.on(redis, keys, from, draft::add)
                .compose(walked -> price(keys, draft.events()))
                .compose(priced -> page(keys, draft, min));
    }

    /** Sums up a stretch of the ledger, however long, page by page. */
    public Future<BigOrders> between(String stream, Seq from, Seq to, long min) {
        Promise<BigOrders> done = Promise.promise();
        goOn(stream, BigOrders.none(from), to, min, done);
        return done.future();
    }

    /** Not a chain of futures: that of a long stretch would be too long to unwind. */
    private void goOn(String stream, BigOrders soFar, Seq to, long min, Promise<BigOrders> done) {
        after(stream, soFar.to(), to, min)
                .onSuccess(page -> {
                    BigOrders all = soFar.plus(BigOrders.of(soFar.to(), page, min));
                    if (page.more()) {
                        vertx.setTimer(PAUSE_MS, id -> goOn(stream, all, to, min, done));
                    } else {
                        done.complete(all);
                    }
                })
                .onFailure(done::fail);
    }

    /** Reads of payments and refunds the state of their orders, and where these were placed, in one command. */
    private Future<Void> price(StreamKeys keys, List<Found> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        Request values = Request.cmd(Command.HMGET).arg(keys.ids());
        events.forEach(found -> values.arg(found.orderId()));
        return redis.send(values)
                .onSuccess(reply -> {
                    for (int i = 0; i < events.size(); i++) {
                        if (reply.get(i) != null) {
                            events.get(i).state = IdState.parse(reply.get(i).toString());
                        }
                    }
                })
                .mapEmpty();
    }

    private Future<PaidPage> page(StreamKeys keys, Draft draft, long min) {
        List<Refunded> refunded = draft.refunds.stream()
                .filter(found -> found.amount() >= min && found.isPaidBack())
                .map(found -> new Refunded(found.placedAt(), found.amount()))
                .distinct()
                .toList();
        Set<Seq> back = refunded.stream().map(Refunded::placed).collect(Collectors.toSet());
        List<Found> big = draft.found.stream()
                .filter(found -> found.amount() >= min && !back.contains(found.placedAt()))
                .toList();
        List<PaidOrder> amounts = big.stream()
                .map(found -> new PaidOrder(found.seq, found.amount(), null, found.placedAt()))
                .toList();
        Set<PaidOrder> shown = new HashSet<>(BigOrders.biggest(amounts));
        List<PaidOrder> orders = new ArrayList<>(amounts);
        List<Future<PaidOrder>> read = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            if (shown.contains(amounts.get(i))) {
                int place = i;
                read.add(shown(keys, big.get(i)).onSuccess(order -> orders.set(place, order)));
            }
        }
        return Future.all(read).map(all -> new PaidPage(draft.to, draft.more, orders, refunded));
    }

    /** The order as {@code recent} shows it. For a payment, the lines are read where the order was placed. */
    private Future<PaidOrder> shown(StreamKeys keys, Found found) {
        if (found.message instanceof Order order) {
            return Future.succeededFuture(found.as(order));
        }
        return LedgerReader.at(redis, keys, found.placedAt())
                .map(placed -> found.as((Order) placed.message().at(found.message.at())));
    }

    /** An order that was paid, a payment, or a refund. */
    private static final class Found {
        final Seq seq;
        final Message message;

        /** The state of the order of a payment or refund, once it has been read. */
        @Nullable
        IdState state;

        Found(Recorded recorded) {
            seq = recorded.seq();
            message = recorded.message();
        }

        String orderId() {
            return message instanceof OrderEvent event ? event.order() : message.id();
        }

        long amount() {
            if (message instanceof Order order) {
                return order.amount();
            }
            return state == null ? 0 : state.amount();
        }

        /** Whether nothing of the order's value is left. */
        boolean isPaidBack() {
            return state != null && state.refunded() == state.amount();
        }

        Seq placedAt() {
            return state == null ? seq : Seq.parse(state.seq());
        }

        PaidOrder as(Order order) {
            String recent = new String(RecentJson.write(order), StandardCharsets.UTF_8);
            return new PaidOrder(seq, order.amount(), "{\"seq\":\"" + seq + "\"," + recent.substring(1), placedAt());
        }
    }

    private static final class Draft {
        final Seq upTo;
        final List<Found> found = new ArrayList<>();
        final List<Found> payments = new ArrayList<>();
        final List<Found> refunds = new ArrayList<>();
        private int scanned;
        Seq to;
        boolean more;

        Draft(Seq from, Seq upTo) {
            this.to = from;
            this.upTo = upTo;
        }

        /** What is about an order whose state is to be read. */
        List<Found> events() {
            List<Found> events = new ArrayList<>(payments);
            events.addAll(refunds);
            return events;
        }

        boolean add(Recorded recorded) {
            boolean beyond = recorded.seq().isAfter(upTo);
            more = !beyond && scanned == MAX_SCANNED;
            if (beyond || more) {
                return false;
            }
            scanned++;
            to = recorded.seq();
            switch (recorded.message().type()) {
                case ORDER -> {
                    if (((Order) recorded.message()).paid()) {
                        found.add(new Found(recorded));
                    }
                }
                case PAYMENT -> {
                    payments.add(new Found(recorded));
                    found.add(payments.get(payments.size() - 1));
                }
                case REFUND -> refunds.add(new Found(recorded));
                case CANCELLATION -> {} // of an order that nobody paid
                case STOCK,
                        SHOW,
                        DEAL,
                        DELIVERY,
                        DEAL_CANCELLATION,
                        CATALOGUE,
                        GROUPS,
                        ERASURE,
                        LOSS -> {} // of no order
            }
            return true;
        }
    }
}
