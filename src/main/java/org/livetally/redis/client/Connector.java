package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.RedisOutages;
import org.livetally.metrics.RedisOutages.Outage;

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

    private final Vertx vertx;
    private final Wiring wiring;
    private final Server server;
    private final Greeting greeting;
    private final Metrics metrics;
    private final RedisOutages.OfLink outages;
    /** Null if any server that answers will do. */
    private final @Nullable WriteCheck writes;

    private final long watchdog;
    private final List<Runnable> connectedHandlers = new ArrayList<>();
    private final List<Consumer<Throwable>> failedHandlers = new ArrayList<>();
    /** Those who ask between two attempts. */
    private final List<Promise<Void>> nextAttempt = new ArrayList<>();
    /** The reason for not being connected. */
    private RedisUnavailableException away;

    private @Nullable HeldConnection current;
    private long backoffMs = FIRST_BACKOFF_MS;
    private boolean retired;
    private boolean closed;

    /**
     * What all connections of a link have in common.
     *
     * @param silenceLimitMs the time without an answer after which a connection counts as lost
     */
    record Wiring(RedisWorld world, Endpoints endpoints, long silenceLimitMs, Metrics metrics) {}

    /**
     * Where to connect to.
     *
     * @param place for people, {@code host:port}; empty if it is the only server of the address
     * @param endpoint is asked at each attempt
     * @param endpointBeside the same for a second connection to the server that the first one is to
     */
    record Server(
            String place,
            Supplier<Future<RedisStandaloneConnectOptions>> endpoint,
            Supplier<Future<RedisStandaloneConnectOptions>> endpointBeside) {
        Server(String place, Supplier<Future<RedisStandaloneConnectOptions>> endpoint) {
            this(place, endpoint, endpoint);
        }

        Server beside() {
            return new Server(place, endpointBeside);
        }

        /** For messages, after "Redis". */
        String where() {
            return place.isEmpty() ? "" : " at " + place;
        }
    }

    /**
     * Does not connect before {@link #connect}.
     *
     * @param writes null if any server that answers will do
     */
    Connector(
            Wiring wiring, Server server, Greeting greeting, RedisOutages.OfLink outages, @Nullable WriteCheck writes) {
        this.vertx = wiring.world.vertx();
        this.wiring = wiring;
        this.server = server;
        this.greeting = greeting;
        this.metrics = wiring.metrics;
        this.outages = outages;
        this.writes = writes;
        this.away = new RedisUnavailableException("not connected to Redis" + server.where());
        metrics.links.incrementAndGet();
        this.watchdog = vertx.setPeriodic(wiring.silenceLimitMs / 5, id -> checkSilence());
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
        failedHandlers.add(handler);
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
        RedisWorld world = wiring.world;
        HeldConnection attempt = new HeldConnection(
                world.clients().create(vertx, wiring.endpoints.options(), server.endpoint), world.nanoTime());
        attempt.onLeft(cause -> replace(attempt, cause));
        current = attempt;
        Future<RedisConnection> open = attempt.connect();
        tellNextAttempt();
        open.onComplete(result -> {
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
        if (held.isConnected() || wiring.endpoints.address().hosts().isEmpty()) {
            return "";
        }
        return wiring.endpoints.address().isTls()
                ? "; if it has no TLS, its address is redis://…"
                : "; if it wants TLS, its address is rediss://…";
    }

    private void greet(HeldConnection attempt, RedisConnection connection) {
        connection.endHandler(end -> replace(attempt, new RedisUnavailableException(RedisFailures.CLOSED)));
        connection.exceptionHandler(error -> replace(attempt, error));
        greeting.ask(question -> attempt.greet(connection, question)).onComplete(answer -> {
            if (attempt != current) {
                return; // lost meanwhile
            }
            if (answer.succeeded()) {
                connected(attempt, connection, answer.result().orElse(null));
            } else {
                replace(attempt, answer.cause());
            }
        });
    }

    /** Asks over the present connection, even if it is not greeted yet. */
    Future<Response> ask(Request question) {
        HeldConnection held = current;
        return held == null ? Future.failedFuture(away) : held.ask(question);
    }

    /**
     * The same; between two attempts over the next one. Two servers that are asked for each other before they count as connected
     * would never meet otherwise: each is tried for milliseconds, and then left alone for up to a second.
     */
    Future<Response> askSoon(Request question) {
        if (current != null || closed) {
            return ask(question);
        }
        Promise<Void> begun = Promise.promise();
        nextAttempt.add(begun);
        return begun.future().compose(next -> ask(question));
    }

    private void tellNextAttempt() {
        List<Promise<Void>> waiting = List.copyOf(nextAttempt);
        nextAttempt.clear();
        waiting.forEach(Promise::complete);
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
        failedHandlers.forEach(handler -> handler.accept(cause));
        if (retired) {
            close();
            return;
        }
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
        away = new RedisUnavailableException("not connected to Redis" + server.where() + ": " + reason, refusal);
        Reason brief = RedisFailures.brief(refusal);
        String kind = refusal == null ? reason : refusal.code();
        boolean isNews =
                outages.put(new Outage(String.valueOf(away.getMessage()), brief, kind + wiring.endpoints.problem()));
        if (isNews) {
            LOG.log(Level.WARNING, "no connection to Redis at {0}, trying until there is one: {1}", new Object[] {
                server.place.isEmpty() ? wiring.endpoints.address() : server.place, reason + wiring.endpoints.problem()
            });
        }
    }

    private void checkSilence() {
        HeldConnection held = current;
        if (retired && (held == null || !held.isOwing())) {
            close();
            return;
        }
        if (held != null && held.silentMs() > wiring.silenceLimitMs) {
            replace(
                    held,
                    new RedisUnavailableException("Redis has been silent for more than " + wiring.silenceLimitMs + " ms"
                            + otherTransport(held)));
        }
    }

    /** Closes the connection for good as soon as everything is answered. Nothing more is sent. */
    void retire() {
        retired = true;
        outages.remove();
        checkSilence();
    }

    boolean isClosed() {
        return closed;
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
        current = null;
        away = new RedisUnavailableException("the connection to Redis is closed");
        tellNextAttempt(); // that there will be none
        if (last == null) {
            return Future.succeededFuture();
        }
        last.failOutstanding(away);
        return last.close().timeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private static void closeQuietly(HeldConnection held) {
        held.close().onFailure(e -> LOG.log(Level.FINE, "closing a lost connection to Redis", e));
    }
}
