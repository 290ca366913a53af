package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Expectations;
import org.livetally.metrics.Histogram;

/** One client with its only connection, from connecting to its end, and its outstanding commands. */
final class HeldConnection implements Expectations.Connection {
    private final Redis client;
    private final Set<Promise<?>> outstanding = new LinkedHashSet<>();
    /** Null until it is greeted. */
    private @Nullable RedisConnection connection;

    private Future<RedisConnection> accepted = gone();
    private final LongSupplier nanoTime;
    private final long openedAt;
    private long lastHeard;
    private History history = History.UNKNOWN;
    /** Valid once it is in use. */
    private volatile long readyAt;

    private Consumer<RedisUnavailableException> leaver = cause -> {};

    HeldConnection(Redis client, LongSupplier nanoTime) {
        this.client = client;
        this.nanoTime = nanoTime;
        this.openedAt = nanoTime.getAsLong();
        this.lastHeard = openedAt;
    }

    Future<RedisConnection> connect() {
        accepted = client.connect();
        return accepted;
    }

    /** Sends over a connection that is not in use yet. */
    Future<Response> greet(RedisConnection fresh, Request greeting) {
        return written(fresh, open -> open.send(greeting));
    }

    /**
     * Asks, whether it is in use yet or not, once the server has accepted it. It owes that answer like any other: a connection
     * over which nothing else is asked would be silent for ever otherwise.
     */
    Future<Response> ask(Request question) {
        return accepted.compose(open -> awaited(open, fresh -> fresh.send(question), cause -> cause, null));
    }

    /** Uses the connection from now on. */
    void ready(RedisConnection greeted) {
        connection = greeted;
        readyAt = nanoTime.getAsLong();
        lastHeard = readyAt; // somebody may have asked before, and waits since a moment ago only
    }

    /** The handler gives the connection up. */
    void onLeft(Consumer<RedisUnavailableException> handler) {
        leaver = handler;
    }

    @Override
    public boolean isBefore(Expectations.Connection other) {
        return other != this && other instanceof HeldConnection later && openedAt - later.readyAt <= 0;
    }

    @Override
    public RuntimeException leave() {
        RedisUnavailableException left =
                new RedisUnavailableException("another connection may have led to a later primary");
        leaver.accept(left);
        return left;
    }

    boolean isConnected() {
        return connection != null;
    }

    /** Whether an answer is to come. */
    boolean isOwing() {
        return !outstanding.isEmpty();
    }

    /** Notes which history the server adds to. */
    void belongsTo(History told) {
        history = told;
    }

    /** The history that the server added to when it was last asked. */
    History history() {
        return history;
    }

    /** The age of the connection in ms. */
    long ageMs() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - openedAt);
    }

    /** How long, in ms, it has owed an answer without sending anything; 0 while it owes none. */
    long silentMs() {
        boolean waiting = connection == null || !outstanding.isEmpty();
        return waiting ? TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - lastHeard) : 0;
    }

    /**
     * Sends over the current connection.
     *
     * @param failed is told of a failure before the caller is, and returns what the caller is told
     * @param roundTrip records the time until the answer; null if it is not measured
     */
    <T> Future<T> send(
            Function<RedisConnection, Future<T>> command,
            UnaryOperator<Throwable> failed,
            Histogram.@Nullable Writer roundTrip) {
        return awaited(connection, command, failed, roundTrip);
    }

    private <T> Future<T> awaited(
            @Nullable RedisConnection open,
            Function<RedisConnection, Future<T>> command,
            UnaryOperator<Throwable> failed,
            Histogram.@Nullable Writer roundTrip) {
        long sentAt = nanoTime.getAsLong();
        if (isConnected() && outstanding.isEmpty()) { // until then it owes the greeting
            lastHeard = sentAt;
        }
        Promise<T> answer = Promise.promise();
        outstanding.add(answer);
        written(open, command).onComplete(reply -> {
            outstanding.remove(answer);
            if (reply.succeeded()) {
                lastHeard = nanoTime.getAsLong();
                if (roundTrip != null) {
                    roundTrip.record(lastHeard - sentAt);
                }
                answer.tryComplete(reply.result());
                return;
            }
            if (RedisFailures.isReply(reply.cause())) {
                lastHeard = nanoTime.getAsLong();
            }
            answer.tryFail(failed.apply(reply.cause()));
        });
        return answer.future();
    }

    private static <T> Future<T> written(@Nullable RedisConnection open, Function<RedisConnection, Future<T>> command) {
        try {
            return open == null ? gone() : command.apply(open);
        } catch (RuntimeException e) { // thrown by the client if the socket has closed and nobody was told yet
            return gone();
        }
    }

    private static <T> Future<T> gone() {
        return Future.failedFuture(new RedisUnavailableException("the connection to Redis is closed"));
    }

    /**
     * Fails the outstanding commands. Closing does not: the client waits until everything is written, which never
     * happens while Redis reads nothing.
     */
    void failOutstanding(Throwable cause) {
        List.copyOf(outstanding).forEach(answer -> answer.tryFail(cause));
    }

    Future<Void> close() {
        return client.close();
    }
}
