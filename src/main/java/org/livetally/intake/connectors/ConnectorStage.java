package org.livetally.intake.connectors;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.stream.WriteGate;
import org.livetally.intake.connectors.Delivery.Arrival;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.likes.LikeTotals;
import org.livetally.intake.parked.ParkedMessage;
import org.livetally.intake.parked.ParkedMessages;
import org.livetally.intake.parked.ParkedSweep;
import org.livetally.metrics.OrderCounters;
import org.livetally.notify.Events;
import org.livetally.redis.client.RedisLink;

/** Orders from elsewhere, on one event loop: the endpoint, the operators' routes, and what waits for its order. */
public final class ConnectorStage {
    private static final String PARKED = "parked";

    private final RedisLink redis;
    private final InstantSource clock;
    private final OrderSink sink;
    private final Deliveries deliveries;
    private final HookRoutes hooks;
    private final ConnectorRoutes routes;

    /** On the event loop of the link. @param gate refuses changes of connectors while it is closed */
    public ConnectorStage(Vertx vertx, RedisLink redis, InstantSource clock, OrderSink sink, Node node) {
        this.redis = redis;
        this.clock = clock;
        this.sink = sink;
        this.deliveries = new Deliveries(vertx, redis);
        ConnectorDirectory directory = new ConnectorDirectory(redis);
        ParkedMessages parked = new ParkedMessages(redis);
        HookHandler handler = new HookHandler(new HookRecorder(sink, node.likes, parked, clock, node.counters), clock);
        this.hooks =
                new HookRoutes(vertx, clock, new HookRoutes.Parts(new ConnectorCache(directory), handler, deliveries));
        Connectors connectors = new Connectors(redis, clock, node.gate);
        ConnectorStatus status = new ConnectorStatus(redis, clock);
        this.routes = new ConnectorRoutes(
                new ConnectorRoutes.Parts(connectors, directory, status, deliveries, parked), clock);
    }

    /** What it uses of its node. @param gate refuses changes of connectors while it is closed */
    public record Node(WriteGate gate, LikeTotals likes, OrderCounters counters) {}

    /** Records what was parked once its order is there, and looks after connectors. One event loop of a node is enough. */
    public void sweep(Vertx vertx) {
        new ParkedSweep(redis, clock, sink, this::settled).start(vertx);
        new ConnectorWatch(
                        redis,
                        new ConnectorDirectory(redis),
                        new ConnectorStatus(redis, clock),
                        new Events(redis, InstantSource.system()))
                .start(vertx);
    }

    private void settled(ParkedMessage parked, Receipt receipt) {
        MessageOutcome outcome = MessageOutcome.of(parked.id(), parked.type(), receipt);
        Arrival arrival = new Arrival(clock.millis(), System.nanoTime(), 0);
        Translation read = new Translation(PARKED, parked.order(), List.of());
        deliveries.note(parked.source(), Delivery.of(arrival, read, List.of(outcome), null));
    }

    /** Adds {@code /hooks} and {@code /api/connectors}. */
    public void mount(Router router) {
        hooks.mount(router);
        routes.mount(router);
    }
}
