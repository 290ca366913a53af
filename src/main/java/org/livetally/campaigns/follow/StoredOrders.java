package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Map;
import java.util.Set;
import org.livetally.ledger.count.KnownOrder;
import org.livetally.ledger.count.OrdersSoFar;
import org.livetally.ledger.count.Refunded;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.RedisLink;

/** The orders of a campaign as its follower keeps them in Redis, with its tallies. */
final class StoredOrders implements OrdersSoFar {
    private final RedisLink redis;
    private final CampaignKeys keys;

    StoredOrders(RedisLink redis, CampaignKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public Future<Void> open(String stream, Set<String> orders, Map<String, KnownOrder> known) {
        return texts(keys.open(), stream, orders, (order, text) -> known.put(order, KnownOrder.parse(stream, text)));
    }

    @Override
    public Future<Void> refunds(String stream, Set<String> orders, Map<String, Refunded> known) {
        return texts(keys.refunds(), stream, orders, (order, text) -> known.put(order, Refunded.parse(text)));
    }

    /** Receives what Redis holds of an order. */
    @FunctionalInterface
    private interface Held {
        void of(String order, String text);
    }

    private Future<Void> texts(String key, String stream, Set<String> orders, Held held) {
        if (orders.isEmpty()) {
            return Future.succeededFuture();
        }
        Request names = Request.cmd(Command.HMGET).arg(key);
        orders.forEach(order -> names.arg(MemberMoves.name(stream, order)));
        return redis.send(names).map(values -> {
            int place = 0;
            for (String order : orders) {
                Response value = values.get(place++);
                if (value != null) {
                    held.of(order, value.toString());
                }
            }
            return null;
        });
    }
}
