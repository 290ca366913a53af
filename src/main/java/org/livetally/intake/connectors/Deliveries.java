package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.RedisLink;

/**
 * The lists of what came to connectors, for people. The ledger is the truth, so these are written a moment later, many
 * at a time, and a delivery waits for none of it; a node that is killed loses the last moment of a list, never an order.
 */
final class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class.getName());
    private static final long WRITE_EVERY_MS = 200;
    /** Of each connector, listed at a time; the others of that moment are counted. */
    private static final int MAX_WAITING = 200;

    private static final int MAX_PAGE = 200;
    private static final long STRANGERS_MS = 60_000;

    private final RedisLink redis;
    private Map<String, PendingDeliveries> waiting = new HashMap<>();
    /** Connector to when a delivery that nobody signed was last listed, epoch milliseconds; only of those that exist. */
    private final Map<String, Long> strangers = new HashMap<>();

    /** On the event loop of the link. */
    Deliveries(Vertx vertx, RedisLink redis) {
        this.redis = redis;
        vertx.setPeriodic(WRITE_EVERY_MS, id -> write());
    }

    /**
     * Adds a delivery to the list of its connector, soon. Of those that nobody has signed one a minute is listed, and the
     * others are counted: whoever knows the address must not push what a shop has sent out of the list.
     */
    void note(String connector, Delivery delivery) {
        boolean lists = delivery.isGenuine() || isFirstForAMinute(connector, delivery.at());
        waiting.computeIfAbsent(connector, id -> new PendingDeliveries(id, MAX_WAITING))
                .add(delivery, lists);
    }

    private boolean isFirstForAMinute(String connector, long now) {
        Long last = strangers.get(connector);
        if (last != null && now - last < STRANGERS_MS && now >= last) {
            return false;
        }
        strangers.put(connector, now);
        return true;
    }

    private void write() {
        Map<String, PendingDeliveries> now = waiting;
        waiting = new HashMap<>();
        now.forEach((connector, pending) -> {
            if (redis.isConnected(new ConnectorKeys(connector).deliveries())) {
                redis.run(pending.call())
                        .onFailure(e -> LOG.log(Level.FINE, "a list of deliveries was not written", e));
            } else {
                waiting.put(connector, pending);
            }
        });
    }

    /**
     * A page of a connector's list, newest first.
     *
     * @param before the place that the last page named; null for the newest
     */
    Future<JsonObject> page(String connector, @Nullable Seq before, int limit) {
        int size = Math.min(limit, MAX_PAGE);
        Request newest = Request.cmd(Command.XREVRANGE)
                .arg(new ConnectorKeys(connector).deliveries())
                .arg(before == null ? "+" : "(" + before)
                .arg("-")
                .arg("COUNT")
                .arg(size);
        return redis.send(newest).map(entries -> {
            JsonArray deliveries = new JsonArray();
            List<String> places = new ArrayList<>();
            entries.forEach(entry -> {
                places.add(entry.get(0).toString());
                deliveries.add(new JsonObject(entry.get(1).get(1).toString()));
            });
            JsonObject page = new JsonObject().put("deliveries", deliveries);
            return places.size() < size ? page : page.put("next", places.get(places.size() - 1));
        });
    }
}
