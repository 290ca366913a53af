package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys that a server holds, of those that every server is asked with. */
interface HeldKeys {
    /** All of them. */
    HeldKeys ALL = new HeldKeys() {
        @Override
        public String here(String name) {
            return name;
        }

        @Override
        public void notHere() {
            // there is no other server
        }

        @Override
        public Future<Response> guard(Function<Request, Future<Response>> send, Request question) {
            return send.apply(question);
        }
    };

    /**
     * A key that the server holds.
     *
     * @param name the key, if there is only one server; its first part otherwise
     * @return null if the server holds no keys
     */
    @Nullable
    String here(String name);

    /** Notes that the server does not answer for the key that it was asked with last. */
    void notHere();

    /**
     * Asks whoever holds the key of the question.
     *
     * @param send asks this server
     */
    Future<Response> guard(Function<Request, Future<Response>> send, Request question);
}
