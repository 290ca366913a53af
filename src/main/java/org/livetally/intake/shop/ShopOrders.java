package org.livetally.intake.shop;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.livetally.catalogue.Product;
import org.livetally.domain.Integers;
import org.livetally.domain.Text;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Total;
import org.livetally.intake.shop.ShopOrder.Broken;
import org.livetally.intake.shop.ShopOrder.Draft;
import org.livetally.ledger.IdState;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.logging.LogThrottle;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;
import org.livetally.wire.LinesJson;
import org.livetally.wire.MessageLimits;

/**
 * Accepts orders from viewers, who are strangers: only where the stream is open to them, at the prices of the
 * catalogue, and as placed, never as paid. They count as GMV when a producer or an operator reports the payment.
 *
 * <p>Resends: an order whose id is known is passed on without a look at prices, {@code openOrders} or the stream's
 * limits, and the ledger says {@code duplicate} or {@code conflict}. Its missing amounts are filled in from the ledger;
 * otherwise a resend after a change of prices would be a conflict.
 *
 * <p>Invalid orders: even an order that cannot be read asks Redis whether its stream is open. Only a viewer who may
 * order is told what is wrong with the order.
 *
 * <p>Limits: orders beyond {@link #MAX_PLACED} are refused before the ledger would do so. Placing orders costs
 * strangers nothing, and a full total would refuse producers, too. The limit is read and not locked: the orders in
 * flight on all event loops are worth far less than the half that remains.
 *
 * <p>Prices: boards have none, since the catalogue is read over HTTP.
 */
public final class ShopOrders {
    private static final Logger LOG = Logger.getLogger(ShopOrders.class.getName());
    /** Maximum of a stream's audience orders that wait for payment. Each takes about 1 KB in Redis. */
    public static final long MAX_WAITING = 100_000;
    /**
     * Maximum of the stream's {@code placed} for viewers, in minor units. It is half of what the total can hold, so
     * that strangers cannot use up the producers' share.
     */
    public static final long MAX_PLACED = Integers.MAX_EXACT / 2 + 1;

    /**
     * Maximum of orders on one event loop without an answer. Each sends four commands over the link to Redis, which
     * breaks at more than 16,384 commands in flight. Producers, boards and likes would lose it, too, whenever a crowd
     * orders at the same moment.
     */
    private static final int MAX_UNANSWERED = 2_000;
    /** Ledger entries that are searched for an order at a time; each may have half a mebibyte. */
    private static final int MAX_SEARCHED = 16;

    private static final String CHANNEL = "live";
    private static final Rejection CONFLICT = new Rejection(Code.CONFLICT, "id", Rule.RECORDED_OTHERWISE.reason());
    private static final Rejection FORBIDDEN = new Rejection(Code.FORBIDDEN, Rule.AUDIENCE_CLOSED.reason());

    private static final Rejection CROWDED = new Rejection(Code.BUSY, Rule.AUDIENCE_CROWD.reason());

    private final RedisLink redis;
    private final StreamDirectory streams;
    private final OrderSink sink;
    private final LogThrottle throttle = new LogThrottle();
    private final AddressRateLimiters rates = new AddressRateLimiters();
    private int unanswered;
    private int searched;

    public ShopOrders(RedisLink redis, OrderSink sink) {
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
        this.sink = sink;
    }

    /** Whether this address may place one more order now. */
    public boolean admits(String address) {
        return rates.admit(address);
    }

    /** Accepts an order; {@code done} receives the receipt. */
    public void take(StreamKeys keys, String viewer, ShopOrder order, Consumer<Receipt> done) {
        if (unanswered >= MAX_UNANSWERED) {
            done.accept(CROWDED);
            return;
        }
        unanswered++;
        judge(keys, viewer, order, receipt -> {
            unanswered--;
            done.accept(receipt);
        });
    }

    private void judge(StreamKeys keys, String viewer, ShopOrder order, Consumer<Receipt> done) {
        if (order instanceof Broken broken) {
            // Only a viewer who may order at all is told what is wrong with the order.
            streams.isOpenToOrders(keys)
                    .onSuccess(open -> done.accept(open ? broken.why() : FORBIDDEN))
                    .onFailure(e -> done.accept(unavailable(e)));
            return;
        }
        Draft draft = (Draft) order;
        if (!Text.isName(viewer, MessageLimits.MAX_NAME)) {
            done.accept(Rejection.invalidOrder("viewer", Rule.CONTROL_CHARACTERS.reason()));
        } else {
            offer(keys, draft)
                    .compose(offer -> checked(keys, draft, offer))
                    .onSuccess(checked -> record(keys, viewer, draft, checked, done))
                    .onFailure(e -> done.accept(unavailable(e)));
        }
    }

    /** The lines with their amounts, or the reason why the order is refused. */
    private record Checked(List<Line> lines, @Nullable Rejection rejection) {
        static Checked rejected(Rejection rejection) {
            return new Checked(List.of(), rejection);
        }
    }

    /**
     * What Redis holds about an order.
     *
     * @param known what is known of its id; null if the id is new
     * @param products the catalogue entry of each line; null where there is none
     */
    private record Offer(boolean open, @Nullable Response known, long placed, long waiting, Response products) {}

    private void record(StreamKeys keys, String viewer, Draft draft, Checked checked, Consumer<Receipt> done) {
        if (checked.rejection != null) {
            done.accept(checked.rejection);
        } else {
            Buyer buyer = draft.buyer().withId(viewer);
            sink.record(
                    new Order(
                            draft.id(),
                            keys.stream(),
                            CHANNEL,
                            buyer,
                            checked.lines,
                            false,
                            Message.NO_TIME,
                            draft.currency()),
                    done);
        }
    }

    /** Sends all commands in one batch. A price that changes in between is one that the buyer may have seen. */
    private Future<Offer> offer(StreamKeys keys, Draft draft) {
        Request products = Request.cmd(Command.HMGET).arg(keys.catalogue());
        draft.lines().forEach(line -> products.arg(line.sku()));
        Future<Boolean> open = streams.isOpenToOrders(keys);
        Future<@Nullable Response> known =
                redis.send(Request.cmd(Command.HGET).arg(keys.ids()).arg(draft.id()));
        Future<Response> totals = redis.send(Request.cmd(Command.HMGET)
                .arg(keys.totals())
                .arg(Total.PLACED.key())
                .arg(Total.WAITING.key()));
        Future<Response> prices = redis.send(products);
        return Future.all(open, known, totals, prices)
                .map(all -> new Offer(
                        open.result(),
                        known.result(),
                        number(totals.result().get(0)),
                        number(totals.result().get(1)),
                        prices.result()));
    }

    private static long number(@Nullable Response value) {
        return value == null ? 0 : Long.parseLong(value.toString());
    }

    private Future<Checked> checked(StreamKeys keys, Draft draft, Offer offer) {
        if (offer.known != null) {
            return repeated(keys, draft, offer.known.toString());
        }
        if (!offer.open) {
            return Future.succeededFuture(Checked.rejected(FORBIDDEN));
        }
        if (offer.placed >= MAX_PLACED) {
            return Future.succeededFuture(
                    Checked.rejected(Rejection.invalidOrder("lines", Rule.AUDIENCE_FULL.reason())));
        }
        if (offer.waiting >= MAX_WAITING) {
            return Future.succeededFuture(Checked.rejected(new Rejection(Code.BUSY, Rule.AUDIENCE_UNPAID.reason())));
        }
        return Future.succeededFuture(priced(draft, offer.products));
    }

    private static Checked priced(Draft draft, Response products) {
        List<Line> lines = new ArrayList<>();
        long value = 0;
        for (int i = 0; i < draft.lines().size(); i++) {
            Line line = draft.lines().get(i);
            Response product = products.get(i);
            Long price = product == null ? null : Product.priceIn(product.toString());
            if (price == null) {
                return Checked.rejected(Rejection.invalidOrder("lines[" + i + "].sku", Rule.ORDER_PRICED.reason()));
            }
            long amount = line.qty() * price; // 999 times 10^12 at most
            if (line.amount() != LinesJson.NO_AMOUNT && line.amount() != amount) {
                return Checked.rejected(
                        Rejection.invalidOrder("lines[" + i + "].amount", Rule.ORDER_AMOUNT.reason(amount)));
            }
            lines.add(new Line(line.sku(), line.qty(), amount));
            value += amount;
        }
        return value > MessageLimits.MAX_SHOP_VALUE
                ? Checked.rejected(
                        Rejection.invalidOrder("lines", Rule.ORDER_VALUE.reason(MessageLimits.MAX_SHOP_VALUE)))
                : new Checked(lines, null);
    }

    /**
     * Passes on an order that was recorded before; the ledger compares the content. Amounts that the server filled in
     * then are taken from the ledger, whatever the price is now.
     */
    private Future<Checked> repeated(StreamKeys keys, Draft draft, String known) {
        boolean complete = draft.lines().stream().noneMatch(line -> line.amount() == LinesJson.NO_AMOUNT);
        if (complete) {
            return Future.succeededFuture(new Checked(draft.lines(), null));
        }
        if (searched >= MAX_SEARCHED) {
            return Future.succeededFuture(Checked.rejected(CROWDED));
        }
        Seq seq = Seq.parse(IdState.parse(known).seq());
        searched++;
        return lines(keys, seq)
                .onComplete(read -> searched--)
                .map(recorded ->
                        isSame(draft.lines(), recorded) ? new Checked(recorded, null) : Checked.rejected(CONFLICT));
    }

    /** The lines of a recorded order; none if the message is of another type. */
    private Future<List<Line>> lines(StreamKeys keys, Seq seq) {
        return LedgerReader.at(redis, keys, seq)
                .map(recorded -> recorded.message() instanceof Order order ? order.lines() : List.of());
    }

    private static boolean isSame(List<Line> lines, List<Line> recorded) {
        return lines.size() == recorded.size()
                && IntStream.range(0, lines.size()).allMatch(i -> isSame(lines.get(i), recorded.get(i)));
    }

    private static boolean isSame(Line line, Line recorded) {
        return line.sku().equals(recorded.sku())
                && line.qty() == recorded.qty()
                && (line.amount() == LinesJson.NO_AMOUNT || line.amount() == recorded.amount());
    }

    private Rejection unavailable(Throwable cause) {
        if (RedisFailures.isPermanent(cause)) {
            throttle.admit("order", System.nanoTime())
                    .ifPresent(more -> LOG.log(
                            Level.SEVERE,
                            "a viewer's order could not be checked: an internal error" + LogThrottle.others(more),
                            cause));
            return new Rejection(Code.UNAVAILABLE, Rule.OUR_MISTAKE.reason());
        }
        LOG.log(Level.FINE, "a viewer's order could not be checked", cause);
        return new Rejection(Code.UNAVAILABLE, Rule.SEND_AGAIN.reason(RedisFailures.brief(cause)));
    }
}
