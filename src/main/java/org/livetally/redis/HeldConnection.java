package org.livetally.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One client with its one connection, from connecting to its end, and what it has not answered yet. */
final class HeldConnection {
    private final Redis client;
    private final Set<Promise<?>> outstanding = new LinkedHashSet<>();
    private @Nullable RedisConnection connection;
    private long lastHeard = System.nanoTime();

    HeldConnection(Redis client) {
        this.client = client;
    }

    Future<RedisConnection> connect() {
        return client.connect().onSuccess(made -> connection = made);
    }

    boolean isConnected() {
        return connection != null;
    }

    /** How long it has owed an answer and said nothing, in ms; 0 while it owes none. */
    long silentMs() {
        boolean waiting = connection == null || !outstanding.isEmpty();
        return waiting ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeard) : 0;
    }

    /**
     * Sends over the connection that there is.
     *
     * @param lost is told why, before the caller is, if the connection can be used no more
     */
    <T> Future<T> send(Function<RedisConnection, Future<T>> command, Consumer<Throwable> lost) {
        if (outstanding.isEmpty()) {
            lastHeard = System.nanoTime();
        }
        Promise<T> answer = Promise.promise();
        outstanding.add(answer);
        written(command).onComplete(reply -> {
            outstanding.remove(answer);
            if (reply.succeeded()) {
                lastHeard = System.nanoTime();
                answer.tryComplete(reply.result());
                return;
            }
            if (RedisLink.isReply(reply.cause())) {
                lastHeard = System.nanoTime();
            } else {
                lost.accept(reply.cause());
            }
            answer.tryFail(reply.cause());
        });
        return answer.future();
    }

    private <T> Future<T> written(Function<RedisConnection, Future<T>> command) {
        RedisConnection open = connection;
        try {
            return open == null ? gone() : command.apply(open);
        } catch (RuntimeException e) { // the client's, where the socket is closed and nobody was told yet
            return gone();
        }
    }

    private static <T> Future<T> gone() {
        return Future.failedFuture(new RedisUnavailableException("the connection to Redis is closed"));
    }

    /** Closing does not do it: the client waits until what it wrote has left, which it never does while Redis reads nothing. */
    void failOutstanding(Throwable cause) {
        List.copyOf(outstanding).forEach(answer -> answer.tryFail(cause));
    }

    Future<Void> close() {
        return client.close();
    }
}
