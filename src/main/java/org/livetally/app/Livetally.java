package org.livetally.app;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.access.RepeatedActs;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.http.guard.Budgets;
import org.livetally.http.guard.ConnectionLimit;
import org.livetally.http.guard.VertxNettyBridge;
import org.livetally.http.site.Site;
import org.livetally.intake.files.ImportSlot;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.metrics.Exposition;
import org.livetally.metrics.LimitCounters;
import org.livetally.metrics.Metric;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.poll.StatsPoller;
import org.livetally.redis.client.Durability;
import org.livetally.redis.client.FailoverRisk;
import org.livetally.redis.client.MemoryGuard;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;

/**
 * The running server: its own Redis if no address was given, the event loop of the boards, and the event loops that
 * serve.
 */
public final class Livetally {
    private static final Logger LOG = Logger.getLogger(Livetally.class.getName());

    /** After a failover, Redis' name may lead to another server, whatever the name's time to live. */
    private static final int NAMES_CACHED_S = 2;

    /** Boards, campaigns, notifications, reports and replays have an event loop each, which nobody else uses. */
    private static final int OWN_LOOPS = 5;

    private static final long UNDEPLOY_TIMEOUT_S = 15;
    private static final long CLOSE_TIMEOUT_S = 5;

    private final Vertx vertx;
    private final @Nullable ManagedRedis redis;
    private final RedisAddress address;
    private final List<String> secrets;
    private final Site site;
    private final Metrics metrics;
    private final Exposition exposition;
    private final List<NodeVerticle> nodes = new CopyOnWriteArrayList<>();
    private final List<String> nodeDeployments = new CopyOnWriteArrayList<>();
    private final List<String> boardDeployments = new CopyOnWriteArrayList<>();
    /** The thread of the continuous audit, which nothing else uses, so that its time can be measured. */
    private final Vertx sealer;

    private Livetally(Measured measured, Backing backing) {
        this.vertx = measured.vertx;
        this.sealer = measured.sealer;
        this.metrics = measured.metrics;
        this.exposition = measured.exposition;
        this.redis = backing.redis();
        this.address = backing.address();
        this.secrets = backing.secrets();
        this.site = backing.site();
    }

    /**
     * Starts the server; completes when the port is open. Fails if the port is taken or its own Redis cannot be
     * started; then nothing is left running.
     *
     * @param clock the time of streams; the demo's clock runs faster
     */
    public static CompletionStage<Livetally> start(Settings settings, InstantSource clock) {
        // To start a process is mostly to wait for it; meanwhile this one gets ready.
        CompletableFuture<Backing> backing = CompletableFuture.supplyAsync(() -> Backing.start(settings));
        Measured measured;
        try {
            measured = Measured.start();
        } catch (RuntimeException | Error e) {
            return backing.thenAccept(Backing::close).handle((closed, error) -> {
                throw new CompletionException(e);
            });
        }
        return backing.whenComplete((backed, error) -> {
                    if (error != null) {
                        closeQuietly(measured);
                    }
                })
                .thenCompose(backed -> {
                    Livetally server = new Livetally(measured, backed);
                    return Future.succeededFuture()
                            .compose(begun -> server.deploy(settings, clock))
                            .toCompletionStage()
                            .handle((deployed, error) -> server.orStop(error, settings))
                            .thenCompose(started -> started);
                });
    }

    /**
     * Vert.x reads nothing from the class path here. So it needs no directory for copies of what it finds there, which
     * would stay behind after a kill.
     */
    static VertxOptions options() {
        return new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false))
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setCacheMaxTimeToLive(NAMES_CACHED_S)
                        .setHostsRefreshPeriod(NAMES_CACHED_S * 1_000));
    }

    /** The event loops, and what is measured of them. */
    private record Measured(Vertx vertx, Vertx sealer, Metrics metrics, Exposition exposition) {
        static Measured start() {
            Metrics metrics = new Metrics();
            Exposition exposition = new Exposition(metrics, version());
            int loops = Math.max(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE, loops() + OWN_LOOPS);
            Vertx vertx = exposition.vertx(options().setEventLoopPoolSize(loops), VertxNettyBridge.transport());
            Vertx sealer = Vertx.vertx(options().setEventLoopPoolSize(1));
            return new Measured(vertx, sealer, metrics, exposition);
        }
    }

    /** The version of the program; {@code dev} when it runs from classes. */
    public static String version() {
        String version = Livetally.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    private CompletionStage<Livetally> orStop(@Nullable Throwable error, Settings settings) {
        if (error != null) {
            return stop().thenCompose(stopped -> CompletableFuture.failedFuture(error));
        }
        LOG.info(() -> "Livetally " + version() + " listens on " + settings.host() + " port " + port());
        return CompletableFuture.completedFuture(this);
    }

    private Future<?> deploy(Settings settings, InstantSource clock) {
        NodeRedis shared = shared(settings, clock);
        String nodeId = UUID.randomUUID().toString();
        ArchivedLedgers ledgers =
                new ArchivedLedgers(new ArchiveDirectory(settings.archive().directory()));
        BoardVerticle boards = new BoardVerticle(shared, clock, metrics, exposition, ledgers);
        CampaignVerticle campaigns = new CampaignVerticle(shared, nodeId, clock, metrics, ledgers);
        NotifyVerticle notify =
                new NotifyVerticle(new NotifyVerticle.Setup(shared, nodeId, clock, settings.privateTargets()), metrics);
        ReplayVerticle replays = new ReplayVerticle(address, clock, metrics, ledgers);
        ReportVerticle reports = new ReportVerticle(shared, clock, metrics, ledgers);
        ArchiveVerticle archives =
                new ArchiveVerticle(new ArchiveVerticle.Setup(address, nodeId, clock, settings.archive()), metrics);
        Future<String> sealing = sealer.deployVerticle(new SealVerticle(shared, nodeId, clock, metrics));
        return Future.all(Stream.of(boards, campaigns, notify, reports, replays, archives)
                        .map(vertx::deployVerticle)
                        .toList())
                .compose(ids -> {
                    boardDeployments.addAll(ids.list());
                    Node node = new Node(
                            nodeId,
                            settings,
                            secrets,
                            clock,
                            shared,
                            boards.boards(),
                            replays.source(),
                            site,
                            strangers(settings),
                            measures(shared, boards.statsPoller(), settings),
                            new ImportSlot(),
                            reports.reports(),
                            new Node.Archiving(archives.archives(), ledgers));
                    return Future.join(IntStream.range(0, loops())
                            .mapToObj(number -> deploy(new NodeVerticle(node, number)))
                            .toList());
                })
                .compose(deployed -> sealing);
    }

    private NodeRedis shared(Settings settings, InstantSource clock) {
        AckMemory acks = new AckMemory(clock);
        exposition.gauge(Metric.LEDGER_WENT_BACK, acks.losses::count);
        NodeRedis shared = new NodeRedis(
                address,
                redis,
                new Durability(),
                new MemoryGuard(),
                acks,
                new RecentBatches(),
                new FailoverRisk(settings.ackReplicas()));
        show(shared.durability());
        return shared;
    }

    private Node.Measures measures(NodeRedis shared, StatsPoller poller, Settings settings) {
        List<String> descriptors = Descriptors.warnings(settings.limits());
        return new Node.Measures(
                metrics,
                exposition,
                poller::wanted,
                () -> Stream.of(
                                shared.durability().warnings(),
                                shared.failover().warnings(),
                                poller.warnings(),
                                descriptors)
                        .flatMap(List::stream)
                        .toList());
    }

    private Node.Strangers strangers(Settings settings) {
        ConnectionLimit connections = new ConnectionLimit(
                settings.limits(),
                Descriptors.forConnections(settings.limits()),
                metrics.limits,
                settings.access().trustedProxies());
        exposition.gauge(Metric.CONNECTIONS, metrics.limits.connections::get);
        exposition.gauge(Metric.CONNECTIONS_LIMIT, connections::max);
        return new Node.Strangers(connections, Budgets.ofHeap(), new RepeatedActs());
    }

    private void show(Durability durability) {
        exposition.gauge(Metric.REDIS_DURABLE, () -> switch (durability.durable()) {
            case YES -> 1;
            case NO -> 0;
            case UNKNOWN -> Double.NaN;
        });
        ManagedRedis own = redis;
        if (own != null) {
            exposition.gauge(Metric.DISK_FREE, own::diskFree);
            exposition.gauge(Metric.DISK_REFUSED, () -> own.diskProblem() == null ? 0 : 1);
        }
    }

    private static int loops() {
        return Runtime.getRuntime().availableProcessors();
    }

    private Future<?> deploy(NodeVerticle node) {
        return vertx.deployVerticle(node, new DeploymentOptions()).onSuccess(id -> {
            nodes.add(node);
            nodeDeployments.add(id);
        });
    }

    /** The port that the server listens on. */
    public int port() {
        return nodes.get(0).port();
    }

    /** The reasons why it should not get traffic yet, as {@code /health/ready} gives them; empty if it should. */
    public Future<List<String>> notReady() {
        return nodes.get(0).notReady();
    }

    /** The port of metrics and health, if they have their own; otherwise -1. */
    public int managementPort() {
        return nodes.get(0).managementPort();
    }

    /** Every route of the server; the same on each event loop. */
    List<Route> routes() {
        return nodes.get(0).routes();
    }

    /** Counts how often a limit was reached. */
    public LimitCounters limits() {
        return metrics.limits;
    }

    /** The address of the server's Redis. */
    public String redisUri() {
        return address.uri();
    }

    /** Vert.x, for code that runs beside the server in the same process. */
    public Vertx vertx() {
        return vertx;
    }

    /**
     * Stops in order: no new work, last answers, goodbyes, then Redis. The result is not a Vert.x future, since the
     * event loops that would complete it have ended by then.
     */
    public CompletionStage<Void> stop() {
        LOG.info("stopping: no new work; what is in flight is answered, then connections close");
        nodes.forEach(NodeVerticle::stopping);
        return undeploy(vertx, List.copyOf(nodeDeployments))
                .compose(nodes -> undeploy(vertx, List.copyOf(boardDeployments)))
                .compose(boards -> close(sealer).otherwiseEmpty())
                .toCompletionStage()
                .toCompletableFuture()
                .handle((undeployed, error) -> Boolean.TRUE)
                .completeOnTimeout(Boolean.FALSE, UNDEPLOY_TIMEOUT_S, TimeUnit.SECONDS)
                .thenCompose(inOrder -> CompletableFuture.runAsync(() -> stopRedis(inOrder)))
                .thenCompose(redisStopped -> vertx.close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .completeOnTimeout(null, CLOSE_TIMEOUT_S, TimeUnit.SECONDS))
                .thenRun(exposition::close)
                .thenRun(() -> LOG.info("stopped"));
    }

    /** Its part first, which closes its connection to Redis: to Vert.x alone it would look like one that was lost. */
    private static Future<?> close(Vertx sealer) {
        return undeploy(sealer, List.copyOf(sealer.deploymentIDs())).compose(ended -> sealer.close());
    }

    private static Future<?> undeploy(Vertx vertx, List<String> ids) {
        return Future.join(ids.stream().map(vertx::undeploy).toList())
                .onFailure(e -> LOG.log(Level.WARNING, "a part did not stop in order", e))
                .otherwiseEmpty();
    }

    /** Runs even if another part failed to stop: Redis is a process of its own, and must not be left behind. */
    private void stopRedis(boolean inOrder) {
        if (!inOrder) {
            LOG.warning("some part of the server does not end; stopping Redis without it");
        }
        if (redis != null) {
            redis.close();
        }
    }

    private static void closeQuietly(Measured measured) {
        Future.join(measured.vertx.close(), close(measured.sealer))
                .onFailure(e -> LOG.log(Level.FINE, "closing after a failed start", e))
                .onComplete(closed -> measured.exposition.close());
    }
}
