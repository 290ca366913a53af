package org.livetally.http.guard;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import org.livetally.metrics.LimitCounters;
import org.livetally.settings.Limits;

/** Protects one event loop's HTTP from strangers: limits the cost of each connection from the moment it is accepted. */
public final class HttpGuards {
    private final HttpServerOptions options;
    private final Bounds bounds;
    private final SlowReaders readers;

    /**
     * What strangers may use.
     *
     * @param connections of the node
     * @param budgets of this event loop
     */
    public record Bounds(Limits limits, LimitCounters counters, ConnectionLimit connections, Budgets budgets) {}

    /**
     * Must be constructed on the event loop.
     *
     * @param options of the server whose connections are guarded
     */
    public HttpGuards(Vertx vertx, HttpServerOptions options, Bounds bounds) {
        this(vertx, options, bounds, SlowReaders.TIMEOUT_MS);
    }

    HttpGuards(Vertx vertx, HttpServerOptions options, Bounds bounds, long patienceMs) {
        this.options = options;
        this.bounds = bounds;
        this.readers = new SlowReaders(vertx, bounds.budgets.responses(), bounds.counters, patienceMs);
    }

    /** Guards a new connection until it becomes a WebSocket. */
    public void watch(HttpConnection connection) {
        if (bounds.connections.accept(connection)) {
            guard(VertxNettyBridge.of(connection));
        }
    }

    /** The same for a connection to the operators' port. */
    public void watchOperator(HttpConnection connection) {
        if (bounds.connections.acceptOperator(connection)) {
            guard(VertxNettyBridge.of(connection));
        }
    }

    private void guard(Channel channel) {
        VertxNettyBridge.limitHeaders(channel, options);
        RequestDeadline.watch(channel, bounds.limits, bounds.budgets, bounds.counters);
        UpgradeGuard.watch(channel);
        Outflow.install(channel, readers);
    }
}
