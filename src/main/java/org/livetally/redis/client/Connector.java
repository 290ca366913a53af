package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.RedisOutages;
import org.livetally.metrics.RedisOutages.Outage;
import org.livetally.settings.RedisAddress;

/**
 * The current connection of a link: opens it, greets the server, and replaces it when it is lost, with a growing pause
 * between attempts. The client's own pool leases a connection for each command and has no command timeout. So each
 * connection has a client of its own, and both are replaced.
 */
final class Connector {
    private static final Logger LOG = Logger.getLogger(Connector.class.getName());
    private static final long CLOSE_TIMEOUT_MS = 1_000;
    private static final long FIRST_BACKOFF_MS = 50;
    private static final long LAST_BACKOFF_MS = 1_000;

    private final RedisWorld world;
    private final Vertx vertx;
    private final Endpoints endpoints;
    private final Supplier<Future<RedisStandaloneConnectOptions>> server;
    private final long silenceLimitMs;
    private final Metrics metrics;
    private final RedisOutages.OfLink outages;
    /** Null if any server that answers will do. */
    private final @Nullable WriteCheck writes;

    private final boolean restores;
    private final long watchdog;
    private final List<Runnable> connectedHandlers = new ArrayList<>();
    private Consumer<Throwable> failedHandler = cause -> {};
    /** The reason for not being connected. */
    private RedisUnavailableException away = new RedisUnavailableException("not connected to Redis");

    private @Nullable HeldConnection current;
    private long backoffMs = FIRST_BACKOFF_MS;
    private boolean closed;

    /**
     * The observers of a connection.
     *
     * @param writes null if any server that answers will do
     * @param restores whether it restores a backup
     */
    record Watch(
            Metrics metrics,
            RedisOutages.OfLink outages,
            @Nullable WriteCheck writes,
            boolean restores) {}

    /**
     * Does not connect before {@link #connect}.
     *
     * @param server where to connect to, asked at each attempt
     */
    Connector(
            RedisWorld world,
            Endpoints endpoints,
            Supplier<Future<RedisStandaloneConnectOptions>> server,
            long silenceLimitMs,
            Watch watch) {
        this.world = world;
        this.vertx = world.vertx();
        this.endpoints = endpoints;
        this.server = server;
        this.silenceLimitMs = silenceLimitMs;
        this.metrics = watch.metrics;
        this.outages = watch.outages;
        this.writes = watch.writes;
        this.restores = watch.restores;
        metrics.links.incrementAndGet();
        this.watchdog = vertx.setPeriodic(silenceLimitMs / 5, id -> checkSilence());
    }

    /** Calls the handler at every new connection, and at once if there is one. */
    void onConnected(Runnable handler) {
        connectedHandlers.add(handler);
        if (isConnected()) {
            handler.run();
        }
    }

    /** Calls the handler with the reason when an attempt to connect fails or a connection is lost. */
    void onFailed(Consumer<Throwable> handler) {
        failedHandler = handler;
    }

    boolean isConnected() {
        return current != null && current.isConnected();
    }

    /** The current connection; null if there is none. */
    @Nullable
    HeldConnection current() {
        return isConnected() ? current : null;
    }

    /** The reason why there is none. */
    RedisUnavailableException away() {
        return away;
    }

    void connect() {
        HeldConnection attempt =
                new HeldConnection(world.clients().create(vertx, endpoints.options(), server), world.nanoTime());
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

    /** What to look at if nothing was ever heard over the connection; empty if there was. */
    private String otherTransport(HeldConnection held) {
        if (held.isConnected() || endpoints.address().hosts().isEmpty()) {
            return "";
        }
        return endpoints.address().isTls()
                ? "; if it has no TLS, its address is redis://…"
                : "; if it wants TLS, its address is rediss://…";
    }

    /**
     * A server also accepts connections while it loads its data, or as a replica. It counts as connected once it
     * accepts a write, and has data of a format that is known.
     */
    private void greet(HeldConnection attempt, RedisConnection connection) {
        connection.endHandler(end -> replace(attempt, new RedisUnavailableException(RedisFailures.CLOSED)));
        connection.exceptionHandler(error -> replace(attempt, error));
        Future<Response> greeting = !needsPrimary()
                ? attempt.greet(connection, Request.cmd(Command.PING))
                : WriteCheck.PROBE.sendBy(request -> attempt.greet(connection, request));
        greeting.onComplete(answer -> {
            if (attempt != current) {
                return; // lost meanwhile
            }
            Refusal refusal = answer.succeeded() ? null : Refusal.ofSoundWrite(answer.cause());
            if (answer.succeeded() || refusal != null && isGoodEnough(refusal)) {
                checkFormat(attempt, connection, refusal);
            } else {
                replace(attempt, refusal == null ? answer.cause() : new RedisUnavailableException(refusal));
            }
        });
    }

    private void checkFormat(HeldConnection attempt, RedisConnection connection, @Nullable Refusal refusal) {
        Function<Request, Future<Response>> send = request -> attempt.greet(connection, request);
        Future<?> check = restores ? DataFormat.checkToRestore(send) : DataFormat.check(writes != null, send);
        check.onComplete(known -> {
            if (attempt != current) {
                return; // lost meanwhile
            }
            if (known.succeeded()) {
                connected(attempt, connection, refusal);
            } else {
                replace(attempt, known.cause());
            }
        });
    }

    private boolean isGoodEnough(Refusal refusal) {
        boolean answersNothing = refusal.isLoading() || refusal.isOfPassword();
        return !answersNothing && !(refusal.endsConnection() && needsPrimary());
    }

    /** A task is content with the server that its user named, but not with one that Sentinels named, if it is a replica. */
    private boolean needsPrimary() {
        return writes != null || endpoints.address().kind() != RedisAddress.Kind.SINGLE;
    }

    private void connected(HeldConnection attempt, RedisConnection connection, @Nullable Refusal refusal) {
        attempt.ready(connection);
        metrics.connectedLinks.incrementAndGet();
        backoffMs = FIRST_BACKOFF_MS;
        if (writes != null) {
            writes.connected(refusal);
        } else {
            outages.remove();
        }
        connectedHandlers.forEach(Runnable::run);
    }

    /** Gives up the present connection, or the attempt to get one. */
    void leave(RedisUnavailableException cause) {
        HeldConnection held = current;
        if (held != null) {
            replace(held, cause);
        }
    }

    /** Gives a connection up, fails its outstanding commands, and opens another one. */
    void replace(HeldConnection lost, Throwable cause) {
        if (lost != current || closed) {
            return; // an echo of a connection that was already replaced
        }
        disconnected();
        String reason = RedisFailures.reason(cause);
        noteAway(reason.equals(RedisFailures.CLOSED) ? reason + otherTransport(lost) : reason, Refusal.of(cause));
        current = null;
        closeQuietly(lost);
        lost.failOutstanding(cause);
        failedHandler.accept(cause);
        vertx.setTimer(backoffMs, id -> {
            if (!closed) {
                connect();
            }
        });
        backoffMs = Math.min(backoffMs * 2, LAST_BACKOFF_MS);
    }

    private void disconnected() {
        metrics.connectedLinks.addAndGet(isConnected() ? -1 : 0);
        if (writes != null) {
            writes.disconnected();
        }
    }

    private void noteAway(String reason, @Nullable Refusal refusal) {
        away = new RedisUnavailableException("not connected to Redis: " + reason, refusal);
        Reason brief = RedisFailures.brief(refusal);
        String kind = refusal == null ? reason : refusal.code();
        boolean isNews = outages.put(new Outage(String.valueOf(away.getMessage()), brief, kind + endpoints.problem()));
        if (isNews) {
            LOG.log(Level.WARNING, "no connection to Redis at {0}, trying until there is one: {1}", new Object[] {
                endpoints.address(), reason + endpoints.problem()
            });
        }
    }

    private void checkSilence() {
        HeldConnection held = current;
        if (held != null && held.silentMs() > silenceLimitMs) {
            replace(
                    held,
                    new RedisUnavailableException(
                            "Redis has been silent for more than " + silenceLimitMs + " ms" + otherTransport(held)));
        }
    }

    /** Closes the connection for good; outstanding commands fail. */
    Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        metrics.links.decrementAndGet();
        disconnected();
        outages.remove();
        vertx.cancelTimer(watchdog);
        HeldConnection last = current;
        if (last == null) {
            return Future.succeededFuture();
        }
        last.failOutstanding(new RedisUnavailableException("the connection to Redis is closed"));
        return last.close().timeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private static void closeQuietly(HeldConnection held) {
        held.close().onFailure(e -> LOG.log(Level.FINE, "closing a lost connection to Redis", e));
    }
}
