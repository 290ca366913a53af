package org.livetally.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.RedisTroubles;
import org.livetally.metrics.RedisTroubles.Trouble;
import org.livetally.model.Reason;
import org.livetally.model.Rule;
import org.livetally.settings.RedisAddress;

/**
 * One held, pipelined connection to Redis, which belongs to the event loop that opened it.
 *
 * <p>It is replaced when it ends, when Redis has been silent for {@value #SILENCE_LIMIT_MS} ms with commands outstanding, or when
 * Redis says that it is no server to rely on, such as a replica: a new connection through a name or a proxy may lead to the new
 * primary. It is connected only while the server that it reached serves. A command that fails through a lost connection <em>may
 * have run</em>: callers send only what is safe to send again. All methods are called on the owning event loop.
 */
public final class RedisLink {
    static final long SILENCE_LIMIT_MS = 5_000;
    /** After so long with a server that refuses as another one might not, another connection is tried. */
    private static final long LOOK_AGAIN_MS = 5_000;

    private final Vertx vertx;
    private final Metrics metrics;
    private final RedisTroubles.OfLink troubles;
    private final Connector connector;
    /** Null where the link only reads, or writes if it can. */
    private final @Nullable WriteCheck writes;

    private final long prober;
    /** By the name of the script. */
    private final Map<String, Histogram.Writer> roundTrips = new HashMap<>();

    private RedisLink(Vertx vertx, RedisAddress address, long silenceLimitMs, Metrics metrics, boolean mustWrite) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.troubles = metrics.redisTroubles.ofLink();
        this.writes = mustWrite ? new WriteCheck(() -> runOnce(WriteCheck.PROBE, null), troubles) : null;
        this.connector = new Connector(vertx, address, silenceLimitMs, metrics, troubles, writes);
        this.prober = vertx.setPeriodic(WriteCheck.EVERY_MS, id -> askAgain());
    }

    /** Opens a link for the current event loop; it connects, and reconnects, by itself. */
    public static RedisLink open(Vertx vertx, String uri) {
        return open(vertx, new RedisAddress(uri), new Metrics());
    }

    /** The same, measured. */
    public static RedisLink open(Vertx vertx, RedisAddress address, Metrics metrics) {
        return open(vertx, address, SILENCE_LIMIT_MS, metrics, true);
    }

    /** The same for a short visit, which takes any server that answers: there is much to do at one that takes no writes. */
    public static RedisLink openToAny(Vertx vertx, RedisAddress address) {
        return open(vertx, address, SILENCE_LIMIT_MS, new Metrics(), false);
    }

    static RedisLink open(Vertx vertx, String uri, long silenceLimitMs, Metrics metrics) {
        return open(vertx, new RedisAddress(uri), silenceLimitMs, metrics, true);
    }

    private static RedisLink open(
            Vertx vertx, RedisAddress address, long silenceLimitMs, Metrics metrics, boolean mustWrite) {
        RedisLink link = new RedisLink(vertx, address, silenceLimitMs, metrics, mustWrite);
        link.connector.connect();
        return link;
    }

    /** Calls the handler at every new connection, and at once if there is one now. */
    public void onConnected(Runnable handler) {
        connector.onConnected(handler);
    }

    /** Calls the handler with {@link #problem} where trying again does not help until somebody changes a setting. */
    public void onWrongSetting(Consumer<String> handler) {
        connector.onFailed(cause -> {
            if (RedisFailures.needsSetting(cause)) {
                handler.accept(problem());
            }
        });
    }

    public boolean isConnected() {
        return connector.isConnected();
    }

    /** Why Redis does not serve this node as it should, for operators; empty while it does. */
    public String problem() {
        Trouble trouble = troubles.any();
        return trouble != null
                ? trouble.reason()
                : isConnected() ? "" : String.valueOf(connector.away().getMessage());
    }

    /** The same for everybody, without Redis' own words; where nothing is known to be wrong, that it does not answer. */
    public Reason brief() {
        Trouble trouble = troubles.any();
        return trouble == null ? Rule.REDIS_SILENT.reason() : trouble.brief();
    }

    /** Asks Redis for a write that changes nothing. Fails with {@link #problem} unless Redis takes it. */
    public Future<Void> checkWrites() {
        return askWrites().transform(answer -> {
            String problem = problem();
            return problem.isEmpty() ? Future.succeededFuture() : Future.failedFuture(problem);
        });
    }

    /** While writes are refused; else what is written says whether they are. */
    private void askAgain() {
        if (writes != null && writes.refusal() != null) {
            askWrites();
        }
    }

    private Future<?> askWrites() {
        return writes == null || !isConnected() ? Future.succeededFuture() : writes.ask();
    }

    /** Sends one command. Fails with {@link RedisUnavailableException}, with Redis' error, or when the connection is lost. */
    public Future<Response> send(Request request) {
        return send(request, null, null);
    }

    /** The same of a command that writes: where that is refused, orders are. */
    Future<Response> write(Request request) {
        return send(request, String.valueOf(request.command()), null);
    }

    private Future<Response> send(Request request, @Nullable String by, Histogram.@Nullable Writer roundTrip) {
        HeldConnection held = connector.current();
        return held != null
                // The client fails what was outstanding before it says that the connection has ended; who hears of the
                // one must not find us connected still, and send again into nothing. And with too many unanswered,
                // the client refuses more: a connection as good as lost.
                ? held.send(connection -> connection.send(request), cause -> failed(held, cause, by), roundTrip)
                : Future.failedFuture(connector.away());
    }

    /**
     * Notes a failure of a command, and returns what its caller is told. What a script may not do keeps orders or boards from being
     * served; a single command that reads, such as INFO, is missed by whoever sent it, and by nobody else.
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
            return unavailable; // nothing of it was done: it may be sent again over the next connection
        }
        if (by != null) {
            writes.met(refusal, by);
        }
        return cause;
    }

    /** Runs a script by its hash, and by its text where Redis does not know it (yet, or after SCRIPT FLUSH). */
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
        return call.sendBy(request -> send(request, call.name(), roundTrip));
    }

    /** Ends the connection; what is outstanding fails. */
    public Future<Void> close() {
        vertx.cancelTimer(prober);
        return connector.close();
    }
}
