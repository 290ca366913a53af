package org.livetally.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;
import org.livetally.model.Problem;

/**
 * One held, pipelined connection to Redis, which belongs to the event loop that opened it.
 *
 * <p>The client's own pool leases a connection per command and has no command timeout; so each link owns a client with one
 * connection, and replaces both when the connection ends or when Redis has been silent for {@value #SILENCE_LIMIT_MS} ms
 * with commands outstanding. A command that fails through a lost connection <em>may have run</em>: callers send only
 * what is safe to send again. All methods are called on the owning event loop.
 */
public final class RedisLink {
    private static final Logger LOG = Logger.getLogger(RedisLink.class.getName());
    private static final String LOST = "CONNECTION_CLOSED";
    static final long SILENCE_LIMIT_MS = 5_000;
    private static final long FAREWELL_MS = 1_000;
    private static final long FIRST_BACKOFF_MS = 50;
    private static final long LAST_BACKOFF_MS = 1_000;
    // The client refuses more than this many commands without an answer; callers bound what they have in flight.
    private static final int MAX_OUTSTANDING = 16_384;

    private final Vertx vertx;
    private final RedisOptions options;
    /** For people: the address without user and password. */
    private final String place;

    private final long silenceLimitMs;
    private final Metrics metrics;
    /** By the name of the script. */
    private final Map<String, Histogram.Writer> roundTrips = new HashMap<>();

    private final List<Runnable> connectedHandlers = new ArrayList<>();
    private final long watchdog;
    private @Nullable HeldConnection current;
    private long backoffMs = FIRST_BACKOFF_MS;
    private boolean reported;
    private boolean closed;

    private RedisLink(Vertx vertx, RedisOptions options, long silenceLimitMs, String place, Metrics metrics) {
        this.metrics = metrics;
        metrics.links.incrementAndGet();
        this.place = place;
        this.silenceLimitMs = silenceLimitMs;
        this.vertx = vertx;
        this.options = options;
        this.watchdog = vertx.setPeriodic(silenceLimitMs / 5, id -> checkSilence());
    }

    /**
     * Opens a link for the current event loop; it connects, and reconnects, by itself.
     *
     * @param uri {@code redis://…} or {@code unix:///path}
     */
    public static RedisLink open(Vertx vertx, String uri) {
        return open(vertx, uri, new Metrics());
    }

    /** The same, measured. */
    public static RedisLink open(Vertx vertx, String uri, Metrics metrics) {
        return open(vertx, uri, SILENCE_LIMIT_MS, metrics);
    }

    static RedisLink open(Vertx vertx, String uri, long silenceLimitMs, Metrics metrics) {
        RedisOptions options = new RedisOptions()
                .setConnectionString(uri)
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(1)
                .setPoolRecycleTimeout(-1)
                .setMaxWaitingHandlers(MAX_OUTSTANDING)
                .setNetClientOptions(new NetClientOptions().setConnectTimeout((int) silenceLimitMs));
        RedisLink link = new RedisLink(vertx, options, silenceLimitMs, uri.replaceFirst("//[^/]*@", "//…@"), metrics);
        link.connect();
        return link;
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

    /** Sends one command. Fails with {@link RedisUnavailableException}, with Redis' error, or when the connection is lost. */
    public Future<Response> send(Request request) {
        return send(request, null);
    }

    private Future<Response> send(Request request, Histogram.@Nullable Writer roundTrip) {
        HeldConnection held = current;
        return held != null && held.isConnected()
                // The client fails what was outstanding before it says that the connection has ended; who hears of the
                // one must not find us connected still, and send again into nothing. And with too many unanswered,
                // the client refuses more: a connection as good as lost.
                ? held.send(connection -> connection.send(request), cause -> replace(held, cause), roundTrip)
                : Future.failedFuture(new RedisUnavailableException("not connected to Redis"));
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
            return message.startsWith("ERR ") || message.startsWith("WRONGTYPE ");
        }
        return failure instanceof RuntimeException
                && !(failure instanceof RedisUnavailableException)
                && !(failure instanceof VertxException)
                && !(failure instanceof RejectedExecutionException) // the event loop is being stopped
                && !(failure instanceof Problem);
    }

    /** Runs a script by its hash, and by its text where Redis does not know it (yet, or after SCRIPT FLUSH). */
    public Future<Response> run(ScriptCall call) {
        Histogram.Writer roundTrip = roundTrips.computeIfAbsent(call.name(), metrics.redisRoundTrip::writer);
        return send(call.bySha(), roundTrip).recover(error -> {
            String message = error.getMessage();
            boolean unknown = message != null && message.startsWith("NOSCRIPT");
            return unknown ? send(call.bySource(), roundTrip) : Future.failedFuture(error);
        });
    }

    /** Ends the connection; what is outstanding fails. */
    public Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        metrics.links.decrementAndGet();
        metrics.connectedLinks.addAndGet(isConnected() ? -1 : 0);
        vertx.cancelTimer(watchdog);
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

    /** A server that still loads its data accepts connections, and refuses what they say: it is not there yet. */
    private void greet(HeldConnection attempt, RedisConnection connection) {
        connection.endHandler(end -> replace(attempt, new RedisUnavailableException("Redis closed the connection")));
        connection.exceptionHandler(error -> replace(attempt, error));
        attempt.greet(connection).onComplete(answer -> {
            if (attempt != current) {
                return; // lost meanwhile
            }
            if (answer.succeeded() || isReply(answer.cause()) && !isLoading(answer.cause())) {
                connected(attempt, connection);
            } else {
                replace(attempt, answer.cause());
            }
        });
    }

    private static boolean isLoading(Throwable error) {
        return String.valueOf(error.getMessage()).startsWith("LOADING");
    }

    private void connected(HeldConnection attempt, RedisConnection connection) {
        attempt.ready(connection);
        metrics.connectedLinks.incrementAndGet();
        backoffMs = FIRST_BACKOFF_MS;
        if (reported) {
            reported = false;
            LOG.info("connected to Redis again");
        }
        connectedHandlers.forEach(Runnable::run);
    }

    private void replace(HeldConnection lost, Throwable cause) {
        if (lost != current || closed) {
            return; // an echo of a connection that was replaced already
        }
        metrics.connectedLinks.addAndGet(isConnected() ? -1 : 0);
        if (!reported) {
            reported = true;
            LOG.log(Level.WARNING, "no connection to Redis at {0}, trying until there is one: {1}", new Object[] {
                place, cause.getMessage() == null ? cause : cause.getMessage()
            });
        }
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
