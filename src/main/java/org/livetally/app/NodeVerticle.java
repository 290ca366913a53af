package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.access.AccessHandler;
import org.livetally.access.ConnectionRoutes;
import org.livetally.audience.Audience;
import org.livetally.boards.BoardReader;
import org.livetally.boards.Boards;
import org.livetally.catalogue.Catalogue;
import org.livetally.catalogue.CatalogueRoutes;
import org.livetally.catalogue.SharedCatalogues;
import org.livetally.domain.rule.Reason;
import org.livetally.http.Origins;
import org.livetally.http.guard.Budgets;
import org.livetally.http.guard.ConnectionLimit;
import org.livetally.http.guard.HttpGuards;
import org.livetally.http.site.Health;
import org.livetally.http.site.MetricsPage;
import org.livetally.http.site.QrCodes;
import org.livetally.http.site.Site;
import org.livetally.http.site.WebServer;
import org.livetally.intake.producers.Intake;
import org.livetally.intake.shop.ShopOrders;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.ledger.loss.LedgerCheck;
import org.livetally.ledger.read.LedgerRoutes;
import org.livetally.ledger.read.PaidOrders;
import org.livetally.ledger.record.Recorder;
import org.livetally.metrics.Exposition;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.Durability;
import org.livetally.redis.client.RedisLink;
import org.livetally.screens.OrderScreens;
import org.livetally.screens.Screens;
import org.livetally.settings.Loopback;
import org.livetally.settings.Origin;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;
import org.livetally.socket.OpenSockets;
import org.livetally.streams.life.StreamRoutes;
import org.livetally.streams.life.Streams;

/**
 * One event loop of the server. It has a share of the connections, and its own stages and Redis connection. So nothing
 * needs a lock, and only boards cross threads.
 */
final class NodeVerticle extends VerticleBase {
    /** Maximum of orders that wait or are in flight on one event loop; each takes some 2 KB. */
    private static final int QUEUE_LIMIT = 16_384;
    /** A negative port: Vert.x shares one free port among the event loops that ask for the same number. */
    private static final int FREE_PORT = 1;

    private static final int FREE_MANAGEMENT_PORT = 2;

    private static final long CONNECT_MS = 2_000;
    private static final long DRAIN_MS = 5_000;
    private static final long GOODBYE_S = 1;

    private final Settings settings;
    private final Redis redisOfNode;
    private final String nodeId;
    private final String counterId;
    private final InstantSource clock;
    /** Empty if no tokens are required. */
    private final List<String> secrets;

    private final Site site;
    private final Boards boards;
    private final Strangers strangers;
    private final Measures measures;
    private final Metrics metrics;
    private @Nullable Parts parts;

    NodeVerticle(
            Settings settings,
            List<String> secrets,
            Redis redisOfNode,
            String nodeId,
            int loop,
            InstantSource clock,
            Site site,
            Boards boards,
            Strangers strangers,
            Measures measures) {
        this.secrets = List.copyOf(secrets);
        this.settings = settings;
        this.redisOfNode = redisOfNode;
        this.nodeId = nodeId;
        this.counterId = nodeId + "-" + loop;
        this.clock = clock;
        this.site = site;
        this.boards = boards;
        this.strangers = strangers;
        this.measures = measures;
        this.metrics = measures.metrics;
    }

    /**
     * What the event loops of a node share about Redis.
     *
     * @param own the process that the server started, or null if an address was given
     * @param acks what Redis must hold
     */
    record Redis(RedisAddress address, @Nullable ManagedRedis own, Durability durability, AckMemory acks) {
        @Nullable
        Reason diskProblem() {
            return own == null ? null : own.diskProblem();
        }

        String diskSentence() {
            Reason problem = diskProblem();
            return problem == null ? "" : problem.sentence();
        }

        String serverProblem() {
            return own == null ? "" : own.serverProblem();
        }
    }

    /** What the event loops of a node share as protection against strangers. */
    record Strangers(ConnectionLimit gate, Budgets budgets) {}

    /**
     * What the event loops of a node share for monitoring.
     *
     * @param reading completes when the figures of Redis for /metrics were read
     */
    record Measures(Metrics metrics, Exposition exposition, Supplier<Future<Void>> reading) {}

    private record Parts(
            RedisLink redis,
            OpenSockets sockets,
            Recorder recorder,
            Audience audience,
            Screens screens,
            Health health,
            Router router,
            HttpServer server,
            @Nullable HttpServer management) {}

    @Override
    public Future<?> start() {
        RedisLink redis = RedisLink.open(vertx, redisOfNode.address, metrics);
        Budgets budgets = strangers.budgets.forLoop();
        OpenSockets sockets = new OpenSockets(vertx, settings.limits(), metrics.limits, budgets.requests());
        Recorder recorder = new Recorder(vertx, redis, clock, redisOfNode.acks, QUEUE_LIMIT, metrics, boards::hint)
                .refusingWhile(redisOfNode::diskProblem);
        Intake intake = new Intake(vertx, clock, sockets, settings.limits(), metrics, recorder::record);
        Audience audience = new Audience(
                        vertx,
                        redis,
                        clock,
                        counterId,
                        sockets,
                        settings.limits(),
                        metrics,
                        boards::hint,
                        new ShopOrders(redis, recorder::record))
                .holdingWhile(() -> redisOfNode.diskProblem() != null);
        Streams streams = new Streams(redis, clock, boards::hint).refusingWhile(redisOfNode::diskProblem);
        LedgerRoutes ledger = new LedgerRoutes(redis, redisOfNode.acks);
        ConnectionRoutes connections = new ConnectionRoutes(nodeId, metrics.connections);
        BoardReader reader = new BoardReader(redis, clock, redisOfNode.acks);
        Screens screens = new Screens(
                vertx,
                clock,
                sockets,
                settings.limits(),
                metrics,
                new Screens.Source(reader::exists, boards::snapshot, boards::subscribe, boards::unsubscribe),
                new OrderScreens.Source(
                        new PaidOrders(vertx, redis)::between, boards::subscribeOrders, boards::unsubscribeOrders));
        Health health = new Health()
                .redis(redis)
                .problem("disk", redisOfNode::diskSentence)
                .check("ledger", new LedgerCheck(redis, redisOfNode.acks)::check)
                .problem("redis-server", redisOfNode::serverProblem)
                .warnings(redisOfNode.durability::warnings);
        MetricsPage page = new MetricsPage(vertx, measures.exposition, health, metrics::isReady, measures.reading);
        List<Consumer<Router>> forOperators = List.of(health::mount, page::mount);
        Origins origins = origins();
        List<Consumer<Router>> parts = new ArrayList<>(List.of(
                origins::mount,
                access(redis),
                intake::mount,
                audience::mount,
                screens::mount,
                new StreamRoutes(streams)::mount,
                new CatalogueRoutes(new SharedCatalogues(vertx, new Catalogue(redis)), streams::replace)::mount,
                ledger::mount,
                connections::mount,
                QrCodes::mount));
        if (settings.managementPort() == null) {
            parts.addAll(forOperators);
        }
        Router router = WebServer.router(vertx, site, origins::check, strangers.gate::admit, parts);
        HttpServerOptions options = WebServer.options();
        HttpGuards guards = new HttpGuards(vertx, options, settings.limits(), metrics.limits, strangers.gate, budgets);
        HttpServer server =
                vertx.createHttpServer(options).connectionHandler(guards::watch).requestHandler(router);
        HttpServer management = management(origins, forOperators, guards);
        this.parts = new Parts(redis, sockets, recorder, audience, screens, health, router, server, management);
        LoopLag.watch(vertx, metrics);
        return connected(redis)
                .compose(connected -> management == null
                        ? Future.succeededFuture()
                        : management.listen(
                                address(Objects.requireNonNull(settings.managementPort()), FREE_MANAGEMENT_PORT)))
                .compose(listening -> server.listen(address(settings.port(), FREE_PORT)));
    }

    private SocketAddress address(int port, int shared) {
        return port == 0
                ? SocketAddress.sharedRandomPort(shared, settings.host())
                : SocketAddress.inetSocketAddress(port, settings.host());
    }

    private @Nullable HttpServer management(Origins origins, List<Consumer<Router>> forOperators, HttpGuards guards) {
        return settings.managementPort() == null
                ? null
                : vertx.createHttpServer(WebServer.options())
                        .connectionHandler(guards::watchOperator)
                        .requestHandler(WebServer.management(vertx, origins::check, forOperators));
    }

    private Origins origins() {
        List<Origin> allowed = settings.access().allowedOrigins();
        return settings.isOnLoopback()
                ? Origins.named(allowed, name -> Loopback.is(name) || name.equalsIgnoreCase(settings.host()))
                : Origins.anyName(allowed);
    }

    /** Access control, mounted before the stages. Tokens expire in real time, whatever the clock of the streams. */
    private Consumer<Router> access(RedisLink redis) {
        return secrets.isEmpty()
                ? AccessHandler::mountWithoutTokens
                : new AccessHandler(vertx, redis, secrets, InstantSource.system())::mount;
    }

    /**
     * Waits for Redis, so that a server that reports ready has a connection. A Redis that does not answer does not hold
     * up the start.
     */
    private Future<Void> connected(RedisLink redis) {
        Promise<Void> connected = Promise.promise();
        redis.onConnected(connected::tryComplete);
        vertx.setTimer(CONNECT_MS, id -> connected.tryComplete());
        return connected.future();
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
        context.runOnContext(turn -> running().health.reasons().onComplete(reasons));
        return reasons.future();
    }

    /** Reports as not ready from now on; thread-safe. */
    void stopping() {
        running().health.stopping();
    }

    /** Answers what is in flight, closes the connections, and closes the Redis connection last. */
    @Override
    public Future<?> stop() {
        Parts running = running();
        return drained(running.recorder)
                .compose(drained -> {
                    running.screens.goAway();
                    running.sockets.goAway();
                    return running.audience.close().otherwiseEmpty();
                })
                .compose(counted -> running.server.shutdown(GOODBYE_S, TimeUnit.SECONDS))
                .compose(shut -> running.management == null ? Future.succeededFuture() : running.management.close())
                .onComplete(shut -> running.sockets.cutOff())
                .eventually(running.redis::close);
    }

    /** Not {@code Future.timeout}, which completes on another event loop than that of the stages. */
    private Future<Void> drained(Recorder recorder) {
        Promise<Void> drained = Promise.promise();
        recorder.drain().onComplete(all -> drained.tryComplete());
        vertx.setTimer(DRAIN_MS, id -> drained.tryComplete());
        return drained.future();
    }

    private Parts running() {
        return Objects.requireNonNull(parts, "not started");
    }
}
