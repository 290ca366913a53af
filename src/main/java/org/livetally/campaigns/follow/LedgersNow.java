package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.count.KnownOrder;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** What a campaign holds of some orders, as the ledgers of its streams say it now. */
record LedgersNow(RedisLink redis) {

    /**
     * An open order.
     *
     * @param name of the order in the campaign
     * @param held the text that the campaign has; it is the result, too, if the ledger has no such order any more
     */
    Future<String> open(String name, String held) {
        StreamKeys of = new StreamKeys(name.substring(0, name.indexOf(Tallies.SEPARATOR)));
        Seq seq = KnownOrder.parse(of.stream(), held).seq();
        return unlessMissing(
                held,
                LedgerReader.at(redis, of, seq).map(placed -> new KnownOrder(seq, (Order) placed.message()).text()));
    }

    /**
     * One of the newest orders.
     *
     * @param held the text that is shown; it is the result, too, if the ledger has no such payment any more
     */
    Future<String> recent(String held) {
        int space = held.indexOf(' ');
        Seq seq = Seq.parse(held.substring(0, space));
        StreamKeys of = new StreamKeys(new JsonObject(held.substring(space + 1)).getString("stream"));
        return unlessMissing(
                held,
                LedgerReader.at(redis, of, seq)
                        .compose(paid -> order(of, paid.message()))
                        .map(order -> text(of.stream(), seq, order)));
    }

    private static Future<String> unlessMissing(String held, Future<String> now) {
        return now.recover(cause ->
                cause instanceof IllegalStateException ? Future.succeededFuture(held) : Future.failedFuture(cause));
    }

    private static String text(String stream, Seq seq, Order order) {
        MemberMoves moves = new MemberMoves(stream);
        moves.paid(seq, order);
        return moves.recentTexts().get(0);
    }

    private Future<Order> order(StreamKeys of, Message paid) {
        if (paid instanceof Order order) {
            return Future.succeededFuture(order);
        }
        if (!(paid instanceof Payment payment)) {
            return Future.failedFuture(new IllegalStateException("nothing was paid by " + paid.id()));
        }
        return redis.send(Request.cmd(Command.HGET).arg(of.ids()).arg(payment.order()))
                .compose(value -> value == null
                        ? Future.failedFuture(new IllegalStateException("no order " + payment.order()))
                        : LedgerReader.at(
                                redis,
                                of,
                                Seq.parse(IdState.parse(value.toString()).seq())))
                .map(Recorded::message)
                .map(message -> ((Order) message).at(payment.at()));
    }
}
