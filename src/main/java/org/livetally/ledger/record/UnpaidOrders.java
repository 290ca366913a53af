package org.livetally.ledger.record;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.stream.Ids;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Cancels orders that were not paid in time, so that what they hold can be sold again: a message of the server's own for
 * each, recorded like any other. Every node does so. Their messages are the same, so the second one is a duplicate, and
 * no node has to be in charge.
 */
public final class UnpaidOrders {
    private static final Logger LOG = Logger.getLogger(UnpaidOrders.class.getName());
    private static final long CHECK_MS = 2_000;
    /** Orders of one stream that are cancelled at a time. */
    private static final int AT_ONCE = 200;

    private static final int STREAMS_AT_ONCE = 100;
    private static final String REASON = "unpaid";

    private final RedisLink redis;
    private final InstantSource clock;
    private final OrderSink sink;
    private boolean checking;

    public UnpaidOrders(RedisLink redis, InstantSource clock, OrderSink sink) {
        this.redis = redis;
        this.clock = clock;
        this.sink = sink;
    }

    /** Looks from time to time, on this event loop. */
    public void start(Vertx vertx) {
        vertx.setPeriodic(CHECK_MS, id -> {
            if (!checking && redis.isConnected(StreamKeys.HOLDS)) {
                checking = true;
                check().onComplete(done -> checking = false)
                        .onFailure(e -> LOG.log(Level.FINE, "unpaid orders were not looked for", e));
            }
        });
    }

    /** Cancels what is due now, except in streams whose server is away. */
    Future<Void> check() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.HOLDS)).compose(streams -> {
            List<String> ids = new ArrayList<>();
            streams.forEach(stream -> ids.add(stream.toString()));
            ids.removeIf(id -> !Ids.isStream(id));
            Turn turn = new Turn();
            return checkFrom(turn, ids, 0).onSuccess(done -> turn.end());
        });
    }

    private Future<Void> checkFrom(Turn turn, List<String> streams, int from) {
        if (from >= streams.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + STREAMS_AT_ONCE, streams.size());
        List<Future<Void>> checks = streams.subList(from, to).stream()
                .map(StreamKeys::new)
                .filter(keys -> redis.isConnected(keys.holds())) // or each of them waits until it is
                .map(keys -> check(turn, keys, 0).otherwise(e -> turn.missed(keys.stream(), e)))
                .toList();
        return Future.all(checks).compose(all -> checkFrom(turn, streams, to));
    }

    /** What a turn could not do; a server that fails, fails for many streams, and is one line of the log. */
    private static final class Turn {
        private int missed;
        private int left;
        private String stream = "";
        private @Nullable Throwable cause;
        private String order = "";

        private @Nullable Void missed(String of, Throwable why) {
            missed++;
            stream = of;
            cause = why;
            return null;
        }

        private void left(String what, Rejection why) {
            left++;
            order = what + ": " + why.message();
        }

        private void end() {
            if (missed > 0) {
                LOG.log(
                        Level.WARNING,
                        "unpaid orders of " + missed + " streams were not looked for; one is " + stream,
                        cause);
            }
            if (left > 0) {
                LOG.log(Level.WARNING, "{0} unpaid orders are not cancelled; one is {1}", new Object[] {left, order});
            }
        }
    }

    /**
     * Cancels what is due in a stream, page by page.
     *
     * @param refused how many of the oldest ones cannot be cancelled; they must not hold up the others
     */
    private Future<Void> check(Turn turn, StreamKeys keys, int refused) {
        Request due = Request.cmd(Command.ZRANGE)
                .arg(keys.holds())
                .arg("-inf")
                .arg(clock.millis())
                .arg("BYSCORE")
                .arg("LIMIT")
                .arg(refused)
                .arg(AT_ONCE);
        return redis.send(due).compose(orders -> {
            List<Future<Integer>> receipts = new ArrayList<>();
            orders.forEach(order -> receipts.add(cancel(turn, keys.stream(), order.toString())));
            return Future.all(receipts).compose(all -> {
                int now = receipts.stream().mapToInt(Future::result).sum();
                if (orders.size() == AT_ONCE) {
                    return check(turn, keys, refused + now);
                }
                return orders.size() == 0 && refused == 0 ? forgetIfOver(keys) : Future.succeededFuture();
            });
        });
    }

    /** Completes with 1 if the order cannot be cancelled now, else 0. */
    private Future<Integer> cancel(Turn turn, String stream, String order) {
        Cancellation expiry = new Cancellation(Ids.EXPIRY_PREFIX + order, stream, order, REASON, Message.NO_TIME);
        Promise<Integer> cancelled = Promise.promise();
        sink.record(expiry, receipt -> {
            if (receipt instanceof Rejection rejection) {
                turn.left(order + " of " + stream, rejection);
            }
            cancelled.complete(receipt instanceof Rejection ? 1 : 0);
        });
        return cancelled.future();
    }

    /**
     * A stream that is over has few new orders that could expire, or none. One that is recorded at this moment is seen
     * here, or its node lists the stream again.
     */
    private Future<Void> forgetIfOver(StreamKeys keys) {
        Future<Response> status =
                redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg("status"));
        return Future.all(status, waiting(keys)).compose(read -> {
            StreamStatus now = status.result() == null
                    ? null
                    : StreamStatus.named(status.result().toString());
            int left = read.resultAt(1);
            return left == 0 && (now == null || now.isOver()) ? forget(keys) : Future.succeededFuture();
        });
    }

    private Future<Void> forget(StreamKeys keys) {
        return redis.send(Request.cmd(Command.SREM).arg(StreamKeys.HOLDS).arg(keys.stream()))
                .compose(forgotten -> waiting(keys))
                .compose(left -> left == 0
                        ? Future.succeededFuture()
                        : redis.send(Request.cmd(Command.SADD)
                                        .arg(StreamKeys.HOLDS)
                                        .arg(keys.stream()))
                                .mapEmpty());
    }

    private Future<Integer> waiting(StreamKeys keys) {
        return redis.send(Request.cmd(Command.ZCARD).arg(keys.holds())).map(Response::toInteger);
    }
}
