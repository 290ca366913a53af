package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.stream.Expectations;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;
import org.livetally.settings.HostPort;
import org.livetally.settings.RedisAddress;

/**
 * A pipelined connection to Redis that stays open. It belongs to the event loop that opened it.
 *
 * <p>The connection is replaced when it ends, when Redis has been silent for {@value #SILENCE_TIMEOUT_MS} ms with
 * commands outstanding, or when Redis says that it is not a server to rely on, such as a replica. A new connection
 * through a name or a proxy may lead to the new primary.
 *
 * <p>It counts as connected once Redis accepts a write ({@code probe.lua}, which changes nothing). A server that loads
 * its data, or is a replica, accepts connections but refuses everything else. A link that only reads, such as the
 * audit's, is content with PING.
 *
 * <p>A command that fails with a lost connection <em>may have run</em>, so callers send only what is safe to send
 * again. All methods must be called on the owning event loop.
 */
public final class RedisLink {
    private static final Logger LOG = Logger.getLogger(RedisLink.class.getName());

    static final long SILENCE_TIMEOUT_MS = 5_000;

    private static final int FOLLOWED_ROUNDS = 30;

    private static final Future<Void> REPLICATED = Future.succeededFuture();

    private final RedisWorld world;
    private final Metrics metrics;
    private final Topology servers;
    /** Null if the address names none. */
    private final @Nullable Sentinels sentinels;
    /** Whether acks wait for replicas. */
    private boolean waits;

    /** Whatever came over it may be from any server. */
    private final Expectations.Connection ended = new Expectations.Connection() {
        @Override
        public boolean isBefore(Expectations.Connection other) {
            return true;
        }

        @Override
        public RuntimeException leave() {
            return new RedisUnavailableException(RedisFailures.CLOSED);
        }
    };

    private final long prober;
    /** By the name of the script. */
    private final Map<String, Histogram.Writer> roundTrips = new HashMap<>();

    /** What a link is for. */
    enum Use {
        SERVE,
        TASK,
        RESTORE
    }

    private RedisLink(RedisWorld world, RedisAddress address, long silenceLimitMs, Metrics metrics, Use use) {
        this.world = world;
        this.metrics = metrics;
        Endpoints endpoints = new Endpoints(world.vertx(), address, silenceLimitMs);
        Connector.Wiring wiring = new Connector.Wiring(world, endpoints, silenceLimitMs, metrics);
        if (address.kind() == RedisAddress.Kind.CLUSTER) {
            this.sentinels = null;
            this.servers = new Cluster(wiring, use);
        } else {
            this.sentinels = address.kind() == RedisAddress.Kind.SENTINEL ? new Sentinels(world, endpoints) : null;
            this.servers = only(wiring, use);
        }
        this.prober = world.vertx().setPeriodic(WriteCheck.INTERVAL_MS, id -> askAgain());
    }

    private Shard only(Connector.Wiring wiring, Use use) {
        Endpoints endpoints = wiring.endpoints();
        Shard only = new Shard(
                wiring,
                new Connector.Server(
                        "",
                        () -> endpoint(endpoints, Sentinels::primary),
                        () -> endpoint(endpoints, Sentinels::primaryNow)),
                HeldKeys.ALL,
                use);
        if (sentinels != null) {
            sentinels.onMoved(only.connector()::leave);
        }
        only.connect();
        return only;
    }

    private Future<RedisStandaloneConnectOptions> endpoint(
            Endpoints endpoints, Function<Sentinels, Future<HostPort>> asked) {
        return endpoints
                .readAgain()
                .compose(now -> sentinels == null
                        ? endpoints.only()
                        : asked.apply(sentinels).compose(endpoints::of));
    }

    /** Opens a link for the current event loop; it connects, and reconnects, by itself. */
    public static RedisLink open(Vertx vertx, String uri) {
        return open(vertx, new RedisAddress(uri), new Metrics());
    }

    /** The same, with metrics. */
    public static RedisLink open(Vertx vertx, RedisAddress address, Metrics metrics) {
        return open(RedisWorld.of(vertx), address, metrics);
    }

    /** The same in a world that may be a simulated one. */
    public static RedisLink open(RedisWorld world, RedisAddress address, Metrics metrics) {
        return open(world, address, SILENCE_TIMEOUT_MS, metrics, Use.SERVE);
    }

    /**
     * The same for a short task. It uses any server that answers, since there is much to do even on one that takes no
     * writes.
     */
    public static RedisLink openToAny(Vertx vertx, RedisAddress address) {
        return open(RedisWorld.of(vertx), address, SILENCE_TIMEOUT_MS, new Metrics(), Use.TASK);
    }

    /** The same for the task that restores a backup: it connects while no other one does, and while all others are shut out. */
    public static RedisLink openToRestore(Vertx vertx, RedisAddress address) {
        return open(RedisWorld.of(vertx), address, SILENCE_TIMEOUT_MS, new Metrics(), Use.RESTORE);
    }

    static RedisLink open(Vertx vertx, String uri, long silenceLimitMs, Metrics metrics) {
        return open(RedisWorld.of(vertx), new RedisAddress(uri), silenceLimitMs, metrics, Use.SERVE);
    }

    private static RedisLink open(
            RedisWorld world, RedisAddress address, long silenceLimitMs, Metrics metrics, Use use) {
        return new RedisLink(world, address, silenceLimitMs, metrics, use);
    }

    /**
     * From now on {@link #replicated} waits for so many replicas. To be called at once after the link was opened.
     *
     * @param replicas 0 for none: then nothing waits
     */
    public RedisLink withReplicas(int replicas) {
        return withReplicas(new Committer.Wanted(replicas, Committer.PATIENCE_MS));
    }

    RedisLink withReplicas(Committer.Wanted wanted) {
        waits = wanted.replicas() > 0;
        if (waits) {
            servers.withReplicas(wanted);
        }
        return this;
    }

    /**
     * Completes when enough replicas have everything that this link was answered before about keys of the shard of this
     * one, at once if acks do not wait for replicas. Fails with {@link UnreplicatedException} if they do not within {@value
     * Committer#PATIENCE_MS} ms, or if it is unknown.
     *
     * <p>To be asked in the handler of the answer, and not in a later turn of the event loop: the link may have another
     * connection by then, to a server that lacks what the other one had.
     */
    public Future<Void> replicated(String key) {
        if (!waits) {
            return REPLICATED;
        }
        Shard holder = servers.answering(key);
        return holder == null
                ? Future.failedFuture(new RedisUnavailableException(servers.problem()))
                : holder.replicated();
    }

    /**
     * What stands for the connection over which the answer came that is being handled: the same object as long as it is the same
     * connection, which leads to the same server.
     *
     * @param key that the answer is about
     */
    public Expectations.Connection connection(String key) {
        Shard holder = servers.answering(key);
        HeldConnection held = holder == null ? null : holder.connector().current();
        return held == null ? ended : held;
    }

    /**
     * Completes once all replicas that follow now have everything that this link was answered before, or after {@value
     * #FOLLOWED_ROUNDS} s; with whether they have. Fails if a server does not tell, as for want of a right.
     */
    public Future<Boolean> followed() {
        List<Future<Boolean>> each = servers.shards().stream()
                .map(shard -> shard.followed(FOLLOWED_ROUNDS))
                .toList();
        return Future.all(each).map(all -> each.stream().allMatch(Future::result));
    }

    /**
     * Runs a script whose answer leaves this node: it comes once enough replicas have what it tells of, whether it changed
     * that or read it.
     */
    public Future<Response> runReplicated(ScriptCall call) {
        return run(call).compose(reply -> replicated(call.firstKey()).map(reply));
    }

    /** The same for a single command. */
    public Future<Response> sendReplicated(Request request, String key) {
        return send(request).compose(reply -> replicated(key).map(reply));
    }

    /** An answer, and the connection over which it came: after it was replicated that is not {@link #connection} any more. */
    public record Answer(@Nullable Response reply, Expectations.Connection over) {}

    /** As {@link #runReplicated}, for an answer that is compared with what Redis must have. */
    public Future<Answer> askReplicated(ScriptCall call) {
        return run(call).compose(reply -> {
            Answer answer = new Answer(reply, connection(call.firstKey()));
            return replicated(call.firstKey()).map(answer);
        });
    }

    /**
     * Calls the handler at every new connection to a server, after keys have moved to another one, and at once if there is a
     * connection. Of a Cluster not all servers need be connected then.
     */
    public void onConnected(Runnable handler) {
        servers.onConnected(handler);
    }

    /** Calls the handler with {@link #problem} if retrying cannot help until somebody changes a setting. */
    public void onWrongSetting(Consumer<String> handler) {
        servers.onFailed(cause -> {
            if (RedisFailures.needsSetting(cause)) {
                handler.accept(problem());
            }
        });
    }

    /** Calls the handler with {@link #problem} if Redis holds data of a newer version of the program. */
    public void onNewerData(Consumer<String> handler) {
        servers.onFailed(cause -> {
            if (RedisFailures.isNewer(cause)) {
                handler.accept(problem());
            }
        });
    }

    /** Whether every server is connected that holds keys. */
    public boolean isConnected() {
        return servers.isConnected();
    }

    /** Whether the server that holds the key is connected. */
    public boolean isConnected(String key) {
        Shard holder = servers.of(key);
        return holder != null && holder.isConnected();
    }

    /** The name of the server that holds the key; empty if it is the only one, or is not known. Keys may move. */
    public String server(String key) {
        Shard holder = servers.of(key);
        return holder == null ? "" : holder.place();
    }

    /** Whether the keys are spread over the servers of a Redis Cluster, so that one script must stay within one slot. */
    public boolean isCluster() {
        return servers instanceof Cluster;
    }

    /** The reason for operators why Redis, or a server of the Cluster, does not serve this node as it should; empty while all do. */
    public String problem() {
        return servers.problem();
    }

    /** The same of the server that holds the key. */
    public String problem(String key) {
        Shard holder = servers.of(key);
        return holder == null ? servers.problem() : holder.problem();
    }

    /** The reason for all clients, without Redis' own words; if no reason is known, that Redis does not answer. */
    public Reason brief() {
        return servers.brief();
    }

    /** The same of the server that holds the key. */
    public Reason brief(String key) {
        Shard holder = servers.of(key);
        return holder == null ? servers.brief() : holder.brief();
    }

    /** Asks Redis for a write that changes nothing. Fails with {@link #problem} unless every server accepts it. */
    public Future<Void> checkWrites() {
        List<Future<?>> asked = new ArrayList<>();
        servers.shards().forEach(shard -> asked.add(shard.askWrites()));
        return Future.join(asked).transform(answers -> {
            String problem = problem();
            return problem.isEmpty() ? Future.succeededFuture() : Future.failedFuture(problem);
        });
    }

    private void askAgain() {
        servers.shards().forEach(Shard::askAgain);
    }

    /**
     * Sends one command, whose first argument is its key. Fails with {@link RedisUnavailableException}, with Redis' error,
     * or when the connection is lost.
     */
    public Future<Response> send(Request request) {
        return servers.send(request, null);
    }

    /** Sends a command without a key, such as INFO, to every server that holds keys. Fails if one of them fails. */
    public Future<List<Response>> toEach(Request request) {
        List<Future<Response>> answers = servers.shards().stream()
                .map(shard -> shard.send(request, null))
                .toList();
        return answers.isEmpty()
                ? Future.failedFuture(new RedisUnavailableException(problem()))
                : Future.all(answers).map(all -> all.list());
    }

    /**
     * Asks each server for the history that it adds to. One that is started, or becomes the primary, begins another one, and may
     * have other data, though behind a proxy the connection may be the same.
     *
     * @param told takes the {@link #server} and an id, which is empty while it is no primary; of one that is away nothing
     */
    public void histories(BiConsumer<String, String> told) {
        servers.shards()
                .forEach(shard -> shard.send(Committer.HISTORY, null)
                        .onSuccess(info ->
                                told.accept(shard.place(), History.of(info).id()))
                        .onFailure(e ->
                                LOG.log(Level.FINE, "a server does not tell its history; it is asked again soon", e)));
    }

    /**
     * Sends every server a command that writes: if it is refused, so are orders.
     *
     * @param ofProbe makes it of a key that the server holds
     */
    void writeEach(Function<String, Request> ofProbe) {
        servers.shards().forEach(shard -> shard.write(ofProbe));
    }

    /** Runs a script by its hash, or by its text if Redis does not know it (yet, or after SCRIPT FLUSH). */
    public Future<Response> run(ScriptCall call) {
        return servers.run(call, roundTrips.computeIfAbsent(call.name(), metrics.redisRoundTrip::writer));
    }

    /** Closes the connections; outstanding commands fail. */
    public Future<Void> close() {
        world.vertx().cancelTimer(prober);
        if (sentinels != null) {
            sentinels.close();
        }
        return servers.close();
    }
}
