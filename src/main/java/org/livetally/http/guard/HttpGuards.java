package org.livetally.http.guard;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import org.livetally.metrics.LimitCounters;
import org.livetally.settings.Limits;

/** Protects one event loop's HTTP from strangers: limits the cost of each connection from the moment it is accepted. */
public final class HttpGuards {
    private final HttpServerOptions options;
    private final Limits limits;
    private final LimitCounters counters;
    private final ConnectionLimit gate;
    private final Budgets budgets;
    private final SlowReaders readers;

    /**
     * Must be constructed on the event loop.
     *
     * @param options of the server whose connections are guarded
     * @param budgets of this event loop
     */
    public HttpGuards(
            Vertx vertx,
            HttpServerOptions options,
            Limits limits,
            LimitCounters counters,
            ConnectionLimit gate,
            Budgets budgets) {
        this(vertx, options, limits, counters, gate, budgets, SlowReaders.PATIENCE_MS);
    }

    HttpGuards(
            Vertx vertx,
            HttpServerOptions options,
            Limits limits,
            LimitCounters counters,
            ConnectionLimit gate,
            Budgets budgets,
            long patienceMs) {
        this.options = options;
        this.limits = limits;
        this.counters = counters;
        this.gate = gate;
        this.budgets = budgets;
        this.readers = new SlowReaders(vertx, budgets.responses(), counters, patienceMs);
    }

    /** Guards a new connection until it becomes a WebSocket. */
    public void watch(HttpConnection connection) {
        if (gate.accept(connection)) {
            guard(((ConnectionBase) connection).channel());
        }
    }

    /** The same for a connection to the operators' port. */
    public void watchOperator(HttpConnection connection) {
        if (gate.acceptOperator(connection)) {
            guard(((ConnectionBase) connection).channel());
        }
    }

    private void guard(Channel channel) {
        HeadDecoder.install(channel.pipeline(), options);
        RequestDeadline.watch(channel, limits, budgets, counters);
        UpgradeGuard.watch(channel);
        Outflow.install(channel, readers);
    }
}
