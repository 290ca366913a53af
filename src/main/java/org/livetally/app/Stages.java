package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.livetally.access.AccessHandler;
import org.livetally.access.Acts;
import org.livetally.access.ConnectionRoutes;
import org.livetally.acts.read.ActRoutes;
import org.livetally.archive.ArchiveRoutes;
import org.livetally.archive.Ledgers;
import org.livetally.audience.Audience;
import org.livetally.audience.AudienceHub;
import org.livetally.boards.ArchivedBoards;
import org.livetally.boards.BoardReader;
import org.livetally.boards.Boards;
import org.livetally.campaigns.CampaignRoutes;
import org.livetally.campaigns.Campaigns;
import org.livetally.catalogue.Catalogue;
import org.livetally.catalogue.CatalogueRoutes;
import org.livetally.catalogue.SharedCatalogues;
import org.livetally.catalogue.StockRoutes;
import org.livetally.certificates.CertificateRoutes;
import org.livetally.exports.ExportRoutes;
import org.livetally.groups.DeliveryRoutes;
import org.livetally.groups.GroupChanges;
import org.livetally.groups.GroupRoutes;
import org.livetally.groups.SharedGroups;
import org.livetally.http.guard.Budgets;
import org.livetally.http.site.Health;
import org.livetally.http.site.MetricsPage;
import org.livetally.http.site.QrCodes;
import org.livetally.images.ImageRoutes;
import org.livetally.images.Images;
import org.livetally.intake.connectors.ConnectorStage;
import org.livetally.intake.files.ImportRoutes;
import org.livetally.intake.likes.LikeTotals;
import org.livetally.intake.producers.Intake;
import org.livetally.intake.shop.ShopOrders;
import org.livetally.ledger.loss.LedgerCheck;
import org.livetally.ledger.read.LedgerRoutes;
import org.livetally.ledger.read.PaidOrders;
import org.livetally.ledger.record.Recorder;
import org.livetally.ledger.record.UnpaidOrders;
import org.livetally.notify.Events;
import org.livetally.notify.StreamWatch;
import org.livetally.notify.targets.AddressCheck;
import org.livetally.notify.targets.NotificationRoutes;
import org.livetally.notify.targets.Targets;
import org.livetally.redis.client.RedisLink;
import org.livetally.reports.ReportRoutes;
import org.livetally.screens.OrderScreens;
import org.livetally.screens.Screens;
import org.livetally.socket.OpenSockets;
import org.livetally.socket.SocketLoop;
import org.livetally.streams.life.ProductChanges;
import org.livetally.streams.life.StreamRoutes;
import org.livetally.streams.life.Streams;

/** Constructs and joins the stages of one event loop. It shows which stage passes what to which. */
final class Stages {
    /** Orders that wait or are in flight on one event loop; some 2 KB each. */
    private static final int MAX_QUEUED = 16_384;

    private static final long CONNECT_TIMEOUT_MS = 2_000;
    private static final long DRAIN_TIMEOUT_MS = 5_000;

    private final Vertx vertx;
    private final Node node;
    private final RedisLink redis;
    private final SocketLoop loop;
    private final Recorder recorder;
    private final LikeTotals likes;
    private final Intake intake;
    private final ConnectorStage connectors;
    private final Audience audience;
    private final Screens screens;
    final Health health;

    /**
     * Must be constructed on the event loop.
     *
     * @param number of the event loop in its node
     * @param budgets of the event loop
     */
    Stages(Vertx vertx, Node node, int number, Budgets budgets) {
        this.vertx = vertx;
        this.node = node;
        this.redis = node.redis().open(vertx, node.metrics());
        this.loop = new SocketLoop(
                vertx,
                node.clock(),
                new OpenSockets(vertx, node.settings().limits(), node.metrics().limits, budgets.requests()),
                node.settings().limits(),
                node.metrics());
        this.recorder = recorder();
        this.likes = new LikeTotals(
                vertx, new LikeTotals.Setup(redis, node.clock(), node.redis(), node.boards(), node.metrics()));
        this.connectors = new ConnectorStage(
                vertx,
                redis,
                node.clock(),
                recorder,
                new ConnectorStage.Node(node.redis(), likes, node.metrics().orders));
        if (number == 0) { // one event loop of a node is enough
            new UnpaidOrders(redis, node.clock(), recorder).start(vertx);
            connectors.sweep(vertx);
        }
        this.intake = new Intake(loop, recorder, likes);
        this.audience = new Audience(
                loop,
                redis,
                new AudienceHub.Writes(node.id() + "-" + number, node.redis(), node.boards()),
                new ShopOrders(redis, recorder));
        this.screens = screens();
        this.health = health();
    }

    private Recorder recorder() {
        Recorder.Setup setup = new Recorder.Setup(
                redis, node.clock(), node.redis().acks(), node.redis().recent(), node.metrics(), MAX_QUEUED);
        return new Recorder(vertx, setup, node.redis(), node.boards());
    }

    private Screens screens() {
        Boards boards = node.boards();
        BoardReader reader = new BoardReader(
                redis,
                node.clock(),
                node.redis().acks(),
                new ArchivedBoards(node.archiving().ledgers()));
        return new Screens(
                loop,
                new Screens.Source(reader::exists, boards::snapshot, boards::subscribe, boards::unsubscribe),
                new OrderScreens.Source(
                        new PaidOrders(vertx, redis)::between, boards::subscribeOrders, boards::unsubscribeOrders),
                node.replays());
    }

    private Health health() {
        NodeRedis own = node.redis();
        return new Health()
                .redis(redis)
                .problem("disk", own::diskProblem)
                .problem("memory", own.memory()::problem)
                .warning("memory", own.memory()::warning)
                .check("ledger", new LedgerCheck(redis, own.acks())::check)
                .problem("redis-server", own::serverProblem)
                .warnings(node.measures().warnings());
    }

    /** The routes of stages, in the order in which they are mounted: access control first. */
    List<Consumer<Router>> routes() {
        Ledgers ledgers = new Ledgers(redis, node.archiving().ledgers());
        Catalogue catalogue = new Catalogue(redis);
        Streams streams = new Streams(
                redis,
                new ProductChanges(redis, catalogue, node.redis().acks()),
                node.clock(),
                node.redis(),
                node.boards());
        return new ArrayList<>(List.of(
                access(),
                intake::mount,
                connectors::mount,
                audience::mount,
                screens::mount,
                new StreamRoutes(streams)::mount,
                new ArchiveRoutes(vertx, node.archiving().archives(), streams::get)::mount,
                new CampaignRoutes(redis, new Campaigns(redis, node.clock(), node.redis(), node.boards()), ledgers)
                        ::mount,
                new ImportRoutes(loop, redis, recorder, node.redis(), node.imports())::mount,
                new CatalogueRoutes(new SharedCatalogues(vertx, catalogue), streams::replace, streams::upsert)::mount,
                new StockRoutes(vertx, redis)::mount,
                groups()::mount,
                new DeliveryRoutes(vertx, redis, catalogue)::mount,
                notifications()::mount,
                new ImageRoutes(new Images(redis, node.redis()))::mount,
                new LedgerRoutes(redis, new LedgerRoutes.Node(node.redis().acks(), node.clock(), Acts::who), ledgers)
                        ::mount,
                new ExportRoutes(new ExportRoutes.Sources(redis, catalogue, ledgers))::mount,
                new CertificateRoutes(redis)::mount,
                new ReportRoutes(node.reports())::mount,
                new ConnectionRoutes(node.id(), node.metrics().connections)::mount,
                new ActRoutes(redis)::mount,
                QrCodes::mount));
    }

    private NotificationRoutes notifications() {
        boolean privateTargets = node.settings().privateTargets();
        Events events = new Events(redis, InstantSource.system());
        NotificationRoutes.Setup setup = new NotificationRoutes.Setup(
                InstantSource.system(),
                events,
                new AddressCheck(vertx, privateTargets),
                privateTargets,
                new StreamWatch(redis, events, node.clock())::begin);
        return new NotificationRoutes(new Targets(redis), setup);
    }

    private GroupRoutes groups() {
        GroupChanges.Node own = new GroupChanges.Node(node.redis(), node.redis().acks(), node.boards());
        return new GroupRoutes(new SharedGroups(vertx, redis), new GroupChanges(vertx, redis, node.clock(), own));
    }

    /** Tokens expire in real time, whatever the clock of the streams. */
    private Consumer<Router> access() {
        Acts acts = new Acts(
                vertx,
                redis,
                node.strangers().refused(),
                node.settings().access().trustedProxies());
        return node.secrets().isEmpty()
                ? router -> AccessHandler.mountWithoutTokens(router, acts)
                : new AccessHandler(vertx, redis, node.secrets(), InstantSource.system(), acts)::mount;
    }

    /** Health and metrics, which may have a port of their own. */
    List<Consumer<Router>> routesForOperators() {
        Node.Measures measures = node.measures();
        MetricsPage page =
                new MetricsPage(vertx, measures.exposition(), health, measures.metrics()::isReady, measures.reading());
        return List.of(health::mount, page::mount);
    }

    /**
     * Waits for Redis, so that a server that reports ready has a connection. A Redis that does not answer does not hold
     * up the start; one with data of a newer version ends it.
     */
    Future<Void> connected() {
        Promise<Void> connected = Promise.promise();
        redis.onConnected(connected::tryComplete);
        redis.onNewerData(connected::tryFail);
        vertx.setTimer(CONNECT_TIMEOUT_MS, id -> connected.tryComplete());
        return connected.future();
    }

    /** Answers what is in flight, then closes all sockets with 1001 and writes what viewers sent. */
    Future<?> close() {
        return drained().compose(drained -> {
            screens.closeAll();
            loop.sockets().closeAll();
            return audience.close().otherwiseEmpty();
        });
    }

    /** Not {@code Future.timeout}, which completes on another event loop than that of the stages. */
    private Future<Void> drained() {
        Promise<Void> drained = Promise.promise();
        Future.join(recorder.drain(), likes.drain()).onComplete(all -> drained.tryComplete());
        vertx.setTimer(DRAIN_TIMEOUT_MS, id -> drained.tryComplete());
        return drained.future();
    }

    /** Closes the remaining sockets, and the connection to Redis last. */
    Future<Void> terminate() {
        loop.sockets().terminate();
        return redis.close();
    }
}
