package org.livetally.notify.send;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import org.livetally.metrics.Metrics;
import org.livetally.notify.targets.Targets;
import org.livetally.redis.client.RedisLink;

/** The courier of a simulated node, with its receivers in the place of the network. */
public final class SimulatedCourier {
    private SimulatedCourier() {}

    /**
     * What a node of a simulation has in the place of the real world.
     *
     * @param receiver is sent the id and the body of a webhook; answers with a status, or fails
     */
    public record Around(
            String node,
            InstantSource clock,
            DoubleSupplier random,
            BiFunction<String, byte[], Future<Integer>> receiver) {}

    /** Starts it, on the event loop of the link. */
    public static void start(Vertx vertx, RedisLink redis, Courier.Watches watches, Around around) {
        Sender sender = new Sender(
                new Outbox(redis),
                new Targets(redis),
                post -> around.receiver
                        .apply(String.valueOf(post.headers().get("webhook-id")), post.body())
                        .map(status -> new Poster.Answer(status, 0, new byte[0])),
                new RetrySchedule(around.random),
                new Sender.Surroundings(around.clock, new Metrics().notifications));
        new Courier(vertx, redis, watches, around.node, sender).start();
    }
}
