package org.livetally.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.RedisTroubles.Trouble;
import org.livetally.model.Problem;
import org.livetally.settings.RedisAddress;

/**
 * One held, pipelined connection to Redis, which belongs to the event loop that opened it.
 *
 * <p>The client's own pool leases a connection per command and has no command timeout; so each link owns a client with one
 * connection, and replaces both when the connection ends, when Redis has been silent for {@value #SILENCE_LIMIT_MS} ms
 * with commands outstanding, or when it says that it is no server to rely on, such as a replica: a new connection through a name or a
 * proxy may lead to the new primary. It is connected only while the server that it reached serves. A command that fails through a lost
 * connection <em>may have run</em>: callers send only what is safe to send again. All methods are called on the owning event loop.
 */
public final class RedisLink {
    private static final Logger LOG = Logger.getLogger(RedisLink.class.getName());
    private static final String LOST = "CONNECTION_CLOSED";
    static final long SILENCE_LIMIT_MS = 5_000;
    private static final long FAREWELL_MS = 1_000;
    private static final long FIRST_BACKOFF_MS = 50;
    private static final long LAST_BACKOFF_MS = 1_000;
    /** After so long with a server that refuses as another one might not, another connection is tried. */
    private static final long LOOK_AGAIN_MS = 5_000;

    private static final ScriptCall PROBE = new ScriptCall(LuaScript.load("probe")).key(StreamKeys.PROBE);
    private static final String SILENT = "Redis does not answer";
    // The client refuses more than this many commands without an answer; callers bound what they have in flight.
    private static final int MAX_OUTSTANDING = 16_384;

    private final Vertx vertx;
    private final RedisOptions options;
    /** For people. */
    private final String place;

    private final long silenceLimitMs;
    private final Metrics metrics;
    /** By the name of the script. */
    private final Map<String, Histogram.Writer> roundTrips = new HashMap<>();

    private final List<Runnable> connectedHandlers = new ArrayList<>();
    private final long watchdog;
    /** Null where the link only reads, or writes if it can. */
    private final @Nullable WriteCheck writes;

    private final long prober;
    /** Why there is no connection, while there is none. */
    private RedisUnavailableException away = new RedisUnavailableException("not connected to Redis");

    private @Nullable HeldConnection current;
    private long backoffMs = FIRST_BACKOFF_MS;
    private boolean closed;

    private RedisLink(
            Vertx vertx, RedisOptions options, long silenceLimitMs, String place, Metrics metrics, boolean mustWrite) {
        this.metrics = metrics;
        metrics.links.incrementAndGet();
        this.place = place;
        this.silenceLimitMs = silenceLimitMs;
        this.vertx = vertx;
        this.options = options;
        this.watchdog = vertx.setPeriodic(silenceLimitMs / 5, id -> checkSilence());
        this.writes = mustWrite ? new WriteCheck(() -> runOnce(PROBE, null), this, metrics.redisTroubles) : null;
        this.prober = vertx.setPeriodic(WriteCheck.EVERY_MS, id -> askWrites());
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
        RedisOptions options = new RedisOptions()
                .setConnectionString(address.uri())
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(1)
                .setPoolRecycleTimeout(-1)
                .setMaxWaitingHandlers(MAX_OUTSTANDING)
                .setNetClientOptions(net(address).setConnectTimeout((int) silenceLimitMs));
        RedisLink link = new RedisLink(vertx, options, silenceLimitMs, address.place(), metrics, mustWrite);
        link.connect();
        return link;
    }

    /** With TLS, the certificate must be signed by one of those that are trusted, and name the host of the address. */
    private static NetClientOptions net(RedisAddress address) {
        NetClientOptions net = new NetClientOptions();
        if (address.isTls()) {
            net.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
        }
        if (address.ca() != null) {
            net.setTrustOptions(new PemTrustOptions()
                    .addCertPath(address.ca().toAbsolutePath().toString()));
        }
        return net;
    }

    /** Calls the handler at every new connection, and at once if there is one now. */
    public void onConnected(Runnable handler) {
        connectedHandlers.add(handler);
        if (isConnected()) {
            handler.run();
        }
    }

    public boolean isConnected() {
        return current != null && current.isConnected();
    }

    /** Why Redis does not serve this node as it should, for operators; empty while it does. */
    public String problem() {
        Trouble trouble = metrics.redisTroubles.any(this);
        return trouble != null ? trouble.reason() : isConnected() ? "" : String.valueOf(away.getMessage());
    }

    /** The same for everybody, without Redis' own words; where nothing is known to be wrong, that it does not answer. */
    public String brief() {
        Trouble trouble = metrics.redisTroubles.any(this);
        return trouble == null ? SILENT : trouble.brief();
    }

    /** Asks Redis for a write that changes nothing. Fails with {@link #problem} unless Redis takes it. */
    public Future<Void> checkWrites() {
        return askWrites().transform(answer -> {
            String problem = problem();
            return problem.isEmpty() ? Future.succeededFuture() : Future.failedFuture(problem);
        });
    }

    private Future<?> askWrites() {
        return writes == null || !isConnected() ? Future.succeededFuture() : writes.ask();
    }

    private @Nullable Refusal refusal() {
        return writes == null ? null : writes.refusal();
    }

    /** Sends one command. Fails with {@link RedisUnavailableException}, with Redis' error, or when the connection is lost. */
    public Future<Response> send(Request request) {
        return send(request, String.valueOf(request.command()), null);
    }

    private Future<Response> send(Request request, String name, Histogram.@Nullable Writer roundTrip) {
        HeldConnection held = current;
        return held != null && held.isConnected()
                // The client fails what was outstanding before it says that the connection has ended; who hears of the
                // one must not find us connected still, and send again into nothing. And with too many unanswered,
                // the client refuses more: a connection as good as lost.
                ? held.send(connection -> connection.send(request), cause -> failed(held, cause, name), roundTrip)
                : Future.failedFuture(away);
    }

    /** Notes a failure of a command, and returns what its caller is told. */
    private Throwable failed(HeldConnection held, Throwable cause, String name) {
        if (!isReply(cause)) {
            replace(held, cause);
            return cause;
        }
        Refusal refusal = Refusal.of(cause);
        if (writes == null || refusal == null || held != current) {
            return cause;
        }
        if (refusal.endsConnection() || refusal.mayBeOtherwiseElsewhere() && held.ageMs() > LOOK_AGAIN_MS) {
            RedisUnavailableException unavailable = new RedisUnavailableException(refusal);
            replace(held, unavailable);
            return unavailable; // nothing of it was done: it may be sent again over the next connection
        }
        writes.met(refusal, name);
        return cause;
    }

    /** Whether a failure is an error that Redis answered: the command is done with, and did not get lost on the way. */
    public static boolean isReply(Throwable failure) {
        // The client's own word for a lost connection comes as if Redis had said it.
        return failure instanceof Response && !LOST.equals(failure.getMessage());
    }

    /**
     * Whether work with Redis failed by a mistake of ours, which sending it again does not mend: a command that Redis understood and
     * will never do, a key of another type, an exception in the code that reads the answer. All else passes: a lost connection,
     * OOM, LOADING and the like.
     */
    public static boolean isOurMistake(Throwable failure) {
        if (failure instanceof Response) {
            String message = String.valueOf(failure.getMessage());
            return Refusal.isOurMistake(message);
        }
        return failure instanceof RuntimeException
                && !(failure instanceof RedisUnavailableException)
                && !(failure instanceof VertxException)
                && !(failure instanceof RejectedExecutionException) // the event loop is being stopped
                && !(failure instanceof Problem);
    }

    /** What to answer where a question to Redis failed. */
    public static Problem problem(Throwable failure) {
        return failure instanceof Problem problem ? problem : Problem.of(503, sentence(failure) + ".");
    }

    /** For everybody: why Redis does not serve, if it said so, else that it does not answer. */
    public static String sentence(Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        return refusal == null ? SILENT : refusal.brief();
    }

    /** Runs a script by its hash, and by its text where Redis does not know it (yet, or after SCRIPT FLUSH). */
    public Future<Response> run(ScriptCall call) {
        Future<Response> answer =
                runOnce(call, roundTrips.computeIfAbsent(call.name(), metrics.redisRoundTrip::writer));
        if (refusal() != null) {
            answer.onSuccess(done -> succeeded(call.name()));
        }
        return answer;
    }

    private void succeeded(String script) {
        if (writes != null && isConnected()) {
            writes.succeeded(script);
        }
    }

    private Future<Response> runOnce(ScriptCall call, Histogram.@Nullable Writer roundTrip) {
        return orBySource(call, request -> send(request, call.name(), roundTrip));
    }

    private static Future<Response> orBySource(ScriptCall call, Function<Request, Future<Response>> send) {
        return send.apply(call.bySha()).recover(error -> {
            String message = error.getMessage();
            boolean unknown = message != null && message.startsWith("NOSCRIPT");
            return unknown ? send.apply(call.bySource()) : Future.failedFuture(error);
        });
    }

    /** Ends the connection; what is outstanding fails. */
    public Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        metrics.links.decrementAndGet();
        disconnected();
        metrics.redisTroubles.remove(this);
        vertx.cancelTimer(watchdog);
        vertx.cancelTimer(prober);
        HeldConnection last = current;
        if (last == null) {
            return Future.succeededFuture();
        }
        last.failOutstanding(new RedisUnavailableException("the connection to Redis is closed"));
        return last.close().timeout(FAREWELL_MS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private void connect() {
        HeldConnection attempt = new HeldConnection(Redis.createClient(vertx, options));
        current = attempt;
        attempt.connect().onComplete(result -> {
            if (attempt != current) {
                closeQuietly(attempt); // given up while it was connecting
            } else if (result.succeeded()) {
                greet(attempt, result.result());
            } else {
                replace(attempt, result.cause());
            }
        });
    }

    /** A server accepts connections while it loads its data, or is a replica: not until it takes a write is it there. */
    private void greet(HeldConnection attempt, RedisConnection connection) {
        connection.endHandler(end -> replace(attempt, new RedisUnavailableException("Redis closed the connection")));
        connection.exceptionHandler(error -> replace(attempt, error));
        Future<Response> greeting = writes == null
                ? attempt.greet(connection, Request.cmd(Command.PING))
                : orBySource(PROBE, request -> attempt.greet(connection, request));
        greeting.onComplete(answer -> {
            if (attempt != current) {
                return; // lost meanwhile
            }
            Refusal refusal = answer.succeeded() ? null : Refusal.ofSoundWrite(answer.cause());
            if (answer.succeeded()
                    || refusal != null && !(refusal.endsConnection() && writes != null) && !isLoading(refusal)) {
                connected(attempt, connection, refusal);
            } else {
                replace(attempt, refusal == null ? answer.cause() : new RedisUnavailableException(refusal));
            }
        });
    }

    private static boolean isLoading(Refusal refusal) {
        return refusal.code().equals("LOADING");
    }

    private void connected(HeldConnection attempt, RedisConnection connection, @Nullable Refusal refusal) {
        attempt.ready(connection);
        metrics.connectedLinks.incrementAndGet();
        backoffMs = FIRST_BACKOFF_MS;
        if (writes != null) {
            writes.connected(refusal);
        } else {
            metrics.redisTroubles.remove(this);
        }
        connectedHandlers.forEach(Runnable::run);
    }

    private void disconnected() {
        metrics.connectedLinks.addAndGet(isConnected() ? -1 : 0);
        if (writes != null) {
            writes.disconnected();
        }
    }

    private void replace(HeldConnection lost, Throwable cause) {
        if (lost != current || closed) {
            return; // an echo of a connection that was replaced already
        }
        disconnected();
        noteAway(reason(cause), Refusal.of(cause));
        current = null;
        closeQuietly(lost);
        lost.failOutstanding(cause);
        vertx.setTimer(backoffMs, id -> {
            if (!closed) {
                connect();
            }
        });
        backoffMs = Math.min(backoffMs * 2, LAST_BACKOFF_MS);
    }

    /** TLS' own words are at the bottom of a failure, and name no option. */
    private static String reason(Throwable cause) {
        Throwable deepest = cause;
        boolean isTls = false;
        for (Throwable next = cause; next != null; next = next.getCause()) {
            isTls |= next instanceof SSLException || next instanceof GeneralSecurityException;
            deepest = next;
        }
        if (isTls) {
            return "TLS with it fails (" + deepest.getMessage()
                    + "): --redis-ca must hold the certificate that signed the"
                    + " server's, which must name the host of --redis-uri";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private void noteAway(String reason, @Nullable Refusal refusal) {
        away = new RedisUnavailableException("not connected to Redis: " + reason, refusal);
        String brief = refusal == null ? SILENT : refusal.brief();
        boolean isNews = metrics.redisTroubles.put(this, new Trouble(String.valueOf(away.getMessage()), brief));
        if (isNews) {
            LOG.log(Level.WARNING, "no connection to Redis at {0}, trying until there is one: {1}", new Object[] {
                place, reason
            });
        }
    }

    private void checkSilence() {
        HeldConnection held = current;
        if (held != null && held.silentMs() > silenceLimitMs) {
            replace(held, new RedisUnavailableException("Redis has been silent for " + held.silentMs() + " ms"));
        }
    }

    private static void closeQuietly(HeldConnection held) {
        held.close().onFailure(e -> LOG.log(Level.FINE, "closing a lost connection to Redis", e));
    }
}
