package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.RedisOutages;
import org.livetally.metrics.RedisOutages.Outage;
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
    static final long SILENCE_TIMEOUT_MS = 5_000;
    /** After this time with a server that refuses where another one might not, a new connection is tried. */
    private static final long LOOK_AGAIN_MS = 5_000;

    private final RedisWorld world;
    private final Metrics metrics;
    private final RedisOutages.OfLink outages;
    private final Connector connector;
    /** Null if the address names none. */
    private final @Nullable Sentinels sentinels;
    /** Null if the link only reads, or writes only if it can. */
    private final @Nullable WriteCheck writes;

    private final long prober;
    /** By the name of the script. */
    private final Map<String, Histogram.Writer> roundTrips = new HashMap<>();

    private enum Use {
        SERVE,
        TASK,
        RESTORE
    }

    private RedisLink(RedisWorld world, RedisAddress address, long silenceLimitMs, Metrics metrics, Use use) {
        this.world = world;
        this.metrics = metrics;
        this.outages = metrics.redisOutages.ofLink();
        this.writes = use == Use.SERVE
                ? new WriteCheck(() -> runOnce(WriteCheck.PROBE, null), outages, world.nanoTime())
                : null;
        Endpoints endpoints = new Endpoints(world.vertx(), address, silenceLimitMs);
        this.sentinels = address.kind() == RedisAddress.Kind.SENTINEL ? new Sentinels(world, endpoints) : null;
        this.connector = new Connector(
                world,
                endpoints,
                () -> endpoints.readAgain().compose(now -> endpoint(endpoints)),
                silenceLimitMs,
                new Connector.Watch(metrics, outages, writes, use == Use.RESTORE));
        if (sentinels != null) {
            sentinels.onMoved(connector::leave);
        }
        this.prober = world.vertx().setPeriodic(WriteCheck.INTERVAL_MS, id -> askAgain());
    }

    private Future<RedisStandaloneConnectOptions> endpoint(Endpoints endpoints) {
        return sentinels == null ? endpoints.only() : sentinels.primary().compose(endpoints::of);
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
        RedisLink link = new RedisLink(world, address, silenceLimitMs, metrics, use);
        link.connector.connect();
        return link;
    }

    /** Calls the handler at every new connection, and at once if there is one. */
    public void onConnected(Runnable handler) {
        connector.onConnected(handler);
    }

    /** Calls the handler with {@link #problem} if retrying cannot help until somebody changes a setting. */
    public void onWrongSetting(Consumer<String> handler) {
        connector.onFailed(cause -> {
            if (RedisFailures.needsSetting(cause)) {
                handler.accept(problem());
            }
        });
    }

    /** Calls the handler with {@link #problem} if Redis holds data of a newer version of the program. */
    public void onNewerData(Consumer<String> handler) {
        connector.onFailed(cause -> {
            if (RedisFailures.isNewer(cause)) {
                handler.accept(problem());
            }
        });
    }

    /** Whether every server is connected that holds keys. */
    public boolean isConnected() {
        return connector.isConnected();
    }

    /** Whether the server that holds the key is connected. */
    public boolean isConnected(String key) {
        return isConnected();
    }

    /** Whether the keys are spread over the servers of a Redis Cluster, so that one script must stay within one slot. */
    public boolean isCluster() {
        return false;
    }

    /** The reason for operators why Redis does not serve this node as it should; empty while it does. */
    public String problem() {
        Outage outage = outages.any();
        return outage != null
                ? outage.reason()
                : isConnected() ? "" : String.valueOf(connector.away().getMessage());
    }

    /** The same of the server that holds the key. */
    public String problem(String key) {
        return problem();
    }

    /** The reason for all clients, without Redis' own words; if no reason is known, that Redis does not answer. */
    public Reason brief() {
        Outage outage = outages.any();
        return outage == null ? Rule.REDIS_SILENT.reason() : outage.brief();
    }

    /** The same of the server that holds the key. */
    public Reason brief(String key) {
        return brief();
    }

    /** Asks Redis for a write that changes nothing. Fails with {@link #problem} unless Redis accepts it. */
    public Future<Void> checkWrites() {
        return askWrites().transform(answer -> {
            String problem = problem();
            return problem.isEmpty() ? Future.succeededFuture() : Future.failedFuture(problem);
        });
    }

    /** Asks again while writes are refused; otherwise the writes themselves show it. */
    private void askAgain() {
        if (writes != null && writes.refusal() != null) {
            askWrites();
        }
    }

    private Future<?> askWrites() {
        return writes == null || !isConnected() ? Future.succeededFuture() : writes.ask();
    }

    /**
     * Sends one command. Fails with {@link RedisUnavailableException}, with Redis' error, or when the connection is
     * lost.
     */
    public Future<Response> send(Request request) {
        return send(request, null, null);
    }

    /** Sends a command without a key, such as INFO, to every server that holds keys. Fails if one of them fails. */
    public Future<List<Response>> toEach(Request request) {
        return send(request).map(List::of);
    }

    /** The same for a command that writes: if it is refused, so are orders. */
    Future<Response> write(Request request) {
        return send(request, String.valueOf(request.command()), null);
    }

    private Future<Response> send(Request request, @Nullable String by, Histogram.@Nullable Writer roundTrip) {
        HeldConnection held = connector.current();
        return held != null
                // The client fails what is outstanding before it reports the end of the connection. Code that hears of
                // the failure must not find the link still connected, and send into nothing. After too many unanswered
                // commands the client refuses more, and the connection counts as lost.
                ? held.send(connection -> connection.send(request), cause -> failed(held, cause, by), roundTrip)
                : Future.failedFuture(connector.away());
    }

    /**
     * Notes a failure of a command, and returns what its caller is told. A script that is refused keeps orders or
     * boards from being served; a single command that reads, such as INFO, concerns only its sender.
     *
     * @param by the script, or the command that writes; null for others
     */
    private Throwable failed(HeldConnection held, Throwable cause, @Nullable String by) {
        if (!RedisFailures.isReply(cause)) {
            connector.replace(held, cause);
            return cause;
        }
        Refusal refusal = Refusal.of(cause);
        if (writes == null || refusal == null || held != connector.current()) {
            return cause;
        }
        if (refusal.endsConnection() || refusal.mayBeOtherwiseElsewhere() && held.ageMs() > LOOK_AGAIN_MS) {
            RedisUnavailableException unavailable = new RedisUnavailableException(refusal);
            connector.replace(held, unavailable);
            return unavailable; // it did not run: it may be sent again over the next connection
        }
        if (by != null) {
            writes.met(refusal, by);
        }
        return cause;
    }

    /** Runs a script by its hash, or by its text if Redis does not know it (yet, or after SCRIPT FLUSH). */
    public Future<Response> run(ScriptCall call) {
        Future<Response> answer =
                runOnce(call, roundTrips.computeIfAbsent(call.name(), metrics.redisRoundTrip::writer));
        WriteCheck check = writes;
        if (check != null && check.refusal() != null) {
            answer.onSuccess(done -> {
                if (isConnected()) {
                    check.succeeded(call.name());
                }
            });
        }
        return answer;
    }

    private Future<Response> runOnce(ScriptCall call, Histogram.@Nullable Writer roundTrip) {
        return (isCluster() ? call.whole() : call).sendBy(request -> send(request, call.name(), roundTrip));
    }

    /** Closes the connection; outstanding commands fail. */
    public Future<Void> close() {
        world.vertx().cancelTimer(prober);
        if (sentinels != null) {
            sentinels.close();
        }
        return connector.close();
    }
}
