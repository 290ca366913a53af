package org.livetally.notify.send;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.logging.LogThrottle;
import org.livetally.metrics.NotifyCounters;
import org.livetally.notify.StaleWatch;
import org.livetally.notify.StreamWatch;
import org.livetally.notify.targets.AddressCheck;
import org.livetally.notify.targets.Targets;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;

/**
 * Messages out, on an event loop of their own. Each second the node that holds the lease looks for news and sends what is
 * due. Where no target is, a node asks every five seconds whether there is one, and nothing else.
 *
 * <p>Any node can do it: the lease only saves work. Two that look at once tell an event once; two that send at once may
 * deliver it twice, under the same id.
 */
public final class Courier {
    private static final Logger LOG = Logger.getLogger(Courier.class.getName());
    private static final LuaScript LEASE = LuaScript.load("hold_lease");
    private static final long TURN_MS = 1_000;
    private static final long LEASE_MS = 5_000;
    private static final int IDLE_TURNS = 5;

    private final Vertx vertx;
    private final RedisLink redis;
    private final String node;
    private final Targets targets;
    private final StreamWatch streams;
    private final StaleWatch stale;
    private final Sender sender;
    private final LogThrottle throttle = new LogThrottle();

    private boolean active;
    private boolean holds;
    private boolean busy;
    private int turns;

    /** What it watches. */
    public record Watches(StreamWatch streams, StaleWatch stale) {}

    /**
     * What it needs of the node.
     *
     * @param id names the node in the lease
     */
    public record Node(String id, AddressCheck addresses, NotifyCounters counters) {}

    /** To be constructed on the event loop of the link. */
    public Courier(Vertx vertx, RedisLink redis, Watches watches, Node node) {
        this(
                vertx,
                redis,
                watches,
                node.id,
                new Sender(
                        new Outbox(redis),
                        new Targets(redis),
                        new Poster(vertx, node.addresses)::send,
                        new RetrySchedule(Math::random),
                        new Sender.Surroundings(InstantSource.system(), node.counters)));
    }

    /** @param node names the node in the lease */
    Courier(Vertx vertx, RedisLink redis, Watches watches, String node, Sender sender) {
        this.vertx = vertx;
        this.redis = redis;
        this.node = node;
        this.targets = new Targets(redis);
        this.streams = watches.streams;
        this.stale = watches.stale;
        this.sender = sender;
    }

    /** Works from now on, on this event loop. */
    public void start() {
        vertx.setPeriodic(TURN_MS, id -> {
            if (!busy && redis.isConnected(NotifyKeys.SENDER) && (active || ++turns % IDLE_TURNS == 0)) {
                busy = true;
                turn().onComplete(done -> {
                    busy = false;
                    if (done.failed()) {
                        Level level = redis.isConnected() ? Level.WARNING : Level.FINE;
                        LOG.log(level, "notifications could not be looked after; tried again soon", done.cause());
                    }
                });
            }
        });
    }

    /** Looks and sends once. */
    Future<Void> turn() {
        return targets.any().compose(any -> {
            active = any;
            return any ? lease() : stop();
        });
    }

    private Future<Void> stop() {
        holds = false;
        return Future.succeededFuture();
    }

    private Future<Void> lease() {
        return redis.run(new ScriptCall(LEASE).key(NotifyKeys.SENDER).arg(node).arg(LEASE_MS))
                .compose(reply -> {
                    boolean held = reply.toInteger() == 1;
                    if (held && !holds) {
                        streams.forget();
                    }
                    holds = held;
                    return goOn("outages", stale::look);
                })
                .compose(told -> holds
                        ? goOn("streams", streams::look).compose(looked -> sender.turn())
                        : Future.succeededFuture());
    }

    /** Looks, and goes on whatever becomes of it: what is due is sent even if nothing more can be told. */
    private Future<Void> goOn(String what, Supplier<Future<Void>> look) {
        return Future.succeededFuture().compose(now -> look.get()).recover(failure -> {
            throttle.admit(what, System.nanoTime())
                    .ifPresent(more -> LOG.log(
                            redis.isConnected() ? Level.WARNING : Level.FINE,
                            "news of " + what + " could not be told; tried again soon" + LogThrottle.others(more),
                            failure));
            return Future.succeededFuture();
        });
    }
}
