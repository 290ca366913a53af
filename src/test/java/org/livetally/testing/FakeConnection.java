package org.livetally.testing;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Redis that is not there. A link sends one command after another over it, hears of its end and closes it;
 * everything else that a connection can do nobody asks for.
 */
public abstract class FakeConnection implements RedisConnection {
    private @Nullable Handler<Void> endHandler;

    /** Tells the link that the connection has ended. */
    protected final void tellEnd() {
        if (endHandler != null) {
            endHandler.handle(null);
        }
    }

    /** Gives the link an answer, which may be an error. */
    protected static void answer(Promise<Response> answer, @Nullable Response reply) {
        if (reply instanceof Throwable error) {
            answer.fail(error);
        } else {
            answer.complete(reply);
        }
    }

    @Override
    public final RedisConnection endHandler(@Nullable Handler<Void> handler) {
        endHandler = handler;
        return this;
    }

    @Override
    public final RedisConnection exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public final RedisConnection handler(@Nullable Handler<Response> handler) {
        return this;
    }

    @Override
    public final RedisConnection pause() {
        return this;
    }

    @Override
    public final RedisConnection resume() {
        return this;
    }

    @Override
    public final RedisConnection fetch(long amount) {
        return this;
    }

    @Override
    public final Future<List<Response>> batch(List<Request> commands) {
        throw new UnsupportedOperationException("a link sends one command after another");
    }

    @Override
    public final boolean pendingQueueFull() {
        return false;
    }
}
