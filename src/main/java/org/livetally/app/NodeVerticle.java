package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.http.Origins;
import org.livetally.http.Prefix;
import org.livetally.http.guard.Budgets;
import org.livetally.http.guard.HttpGuards;
import org.livetally.http.site.WebServer;
import org.livetally.settings.Loopback;
import org.livetally.settings.Origin;
import org.livetally.settings.Settings;

/**
 * One event loop of the server: a share of the connections, with stages and a Redis connection of its own, so that
 * nothing is locked and only boards cross threads.
 */
final class NodeVerticle extends VerticleBase {
    /** Vert.x shares one free port among the event loops that ask for the same number. */
    private static final int FREE_PORT = 1;

    private static final int FREE_MANAGEMENT_PORT = 2;
    private static final long GOODBYE_TIMEOUT_S = 1;

    private final Node node;
    private final Settings settings;
    private final int number;
    private @Nullable Running running;

    /** @param number of the event loop in its node */
    NodeVerticle(Node node, int number) {
        this.node = node;
        this.settings = node.settings();
        this.number = number;
    }

    private record Running(
            Stages stages,
            Router router,
            HttpServer server,
            @Nullable HttpServer management) {}

    @Override
    public Future<?> start() {
        Budgets budgets = node.strangers().budgets().forLoop();
        Stages stages = new Stages(vertx, node, number, budgets);
        Origins origins = origins();
        Router router = router(stages, origins);
        HttpServerOptions options = WebServer.options();
        HttpGuards guards = guards(options, budgets);
        HttpServer server =
                vertx.createHttpServer(options).connectionHandler(guards::watch).requestHandler(router);
        HttpServer management = management(stages, origins, guards);
        running = new Running(stages, router, server, management);
        LoopLag.watch(vertx, node.metrics());
        return stages.connected()
                .compose(connected -> listen(management, settings.managementPort(), FREE_MANAGEMENT_PORT))
                .compose(listening -> listen(server, settings.port(), FREE_PORT));
    }

    private Router router(Stages stages, Origins origins) {
        List<Consumer<Router>> parts = new ArrayList<>();
        parts.add(origins::mount);
        parts.addAll(stages.routes());
        if (settings.managementPort() == null) {
            parts.addAll(stages.routesForOperators());
        }
        return WebServer.router(
                vertx, node.site(), entering(origins), node.strangers().connections()::admit, parts);
    }

    private Handler<RoutingContext> entering(Origins origins) {
        Prefix prefix = new Prefix(settings.basePath(), settings.access().trustedProxies());
        return request -> {
            if (prefix.enter(request)) {
                origins.check(request);
            }
        };
    }

    private HttpGuards guards(HttpServerOptions options, Budgets budgets) {
        return new HttpGuards(
                vertx,
                options,
                new HttpGuards.Bounds(
                        settings.limits(),
                        node.metrics().limits,
                        node.strangers().connections(),
                        budgets));
    }

    private @Nullable HttpServer management(Stages stages, Origins origins, HttpGuards guards) {
        return settings.managementPort() == null
                ? null
                : vertx.createHttpServer(WebServer.options())
                        .connectionHandler(guards::watchOperator)
                        .requestHandler(WebServer.management(vertx, origins::check, stages.routesForOperators()));
    }

    private Origins origins() {
        List<Origin> allowed = settings.access().allowedOrigins();
        return settings.isOnLoopback()
                ? Origins.named(allowed, name -> Loopback.is(name) || name.equalsIgnoreCase(settings.host()))
                : Origins.anyName(allowed);
    }

    /** @param shared stands for any free port, the same one for all event loops */
    private Future<?> listen(@Nullable HttpServer server, @Nullable Integer port, int shared) {
        if (server == null || port == null) {
            return Future.succeededFuture();
        }
        return server.listen(
                port == 0
                        ? SocketAddress.sharedRandomPort(shared, settings.host())
                        : SocketAddress.inetSocketAddress(port, settings.host()));
    }

    /** Every route of the server. */
    List<Route> routes() {
        return running().router.getRoutes();
    }

    /** The port it listens on. */
    int port() {
        return running().server.actualPort();
    }

    /** The port of metrics and health, if they have their own; otherwise -1. */
    int managementPort() {
        HttpServer management = running().management;
        return management == null ? -1 : management.actualPort();
    }

    /** The reasons why it is not ready; thread-safe. */
    Future<List<String>> notReady() {
        Promise<List<String>> reasons = Promise.promise();
        context.runOnContext(turn -> running().stages.health.reasons().onComplete(reasons));
        return reasons.future();
    }

    /** Reports as not ready from now on; thread-safe. */
    void stopping() {
        running().stages.health.stopping();
    }

    /** Answers what is in flight, closes the connections, and closes the Redis connection last. */
    @Override
    public Future<?> stop() {
        Running running = running();
        return running.stages
                .close()
                .compose(gone -> running.server.shutdown(GOODBYE_TIMEOUT_S, TimeUnit.SECONDS))
                .compose(shut -> running.management == null ? Future.succeededFuture() : running.management.close())
                .eventually(running.stages::terminate);
    }

    private Running running() {
        return Objects.requireNonNull(running, "not started");
    }
}
