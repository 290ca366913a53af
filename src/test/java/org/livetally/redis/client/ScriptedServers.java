package org.livetally.redis.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.RequestImpl;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.ErrorType;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.NumberType;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.FakeConnection;

/** Servers that answer what a test wants them to, as those of a Redis that is not here, or hardly ever to be met. */
final class ScriptedServers implements RedisClients {
    /** Answers a command, its words separated by blanks. */
    interface Script extends Function<String, Response> {
        /** The same of a server that has data of the present format, and takes writes. */
        default Script sound() {
            return command -> {
                if (command.startsWith("EVALSHA")) {
                    return array(text("3"), number(0));
                }
                return command.startsWith("EXISTS") ? number(0) : apply(command);
            };
        }
    }

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    /** From now on there is such a server, or it answers so; what it is asked at the beginning of a connection goes without saying. */
    void at(String place, Script script) {
        scripts.put(place, script.sound());
    }

    /** Ends all connections to a server, which takes new ones if it is still there. */
    void reset(String place) {
        connections.stream().filter(each -> each.place.equals(place)).forEach(Connection::end);
    }

    /** The connections to a server that are open now get no answer any more, and do not end. */
    void silence(String place) {
        connections.stream().filter(each -> each.place.equals(place)).forEach(each -> each.silent = true);
    }

    /** Whether a question is unanswered for ever. */
    boolean isSilent(String place) {
        return connections.stream().anyMatch(each -> each.place.equals(place) && each.unanswered);
    }

    /** It is gone, with its connections. */
    void remove(String place) {
        scripts.remove(place);
        reset(place);
    }

    static Response text(String value) {
        return BulkType.create(Buffer.buffer(value), false);
    }

    static Response number(long value) {
        return NumberType.create(value);
    }

    static Response error(String message) {
        return ErrorType.create(message);
    }

    static Response array(@Nullable Response... parts) {
        MultiType array = MultiType.create(parts.length, false);
        for (Response part : parts) {
            array.add(part);
        }
        return array;
    }

    @Override
    public Redis create(Vertx vertx, RedisOptions options, Supplier<Future<RedisStandaloneConnectOptions>> endpoint) {
        return new Client(vertx, endpoint);
    }

    private final class Client implements Redis {
        private final Vertx vertx;
        private final Supplier<Future<RedisStandaloneConnectOptions>> endpoint;

        Client(Vertx vertx, Supplier<Future<RedisStandaloneConnectOptions>> endpoint) {
            this.vertx = vertx;
            this.endpoint = endpoint;
        }

        @Override
        public Future<RedisConnection> connect() {
            return endpoint.get().compose(at -> {
                URI uri = URI.create(at.getEndpoint());
                String place = uri.getHost() + ":" + uri.getPort();
                if (!scripts.containsKey(place)) {
                    return Future.failedFuture(new ConnectException("Connection refused: " + place));
                }
                Connection opened = new Connection(vertx.getOrCreateContext(), place);
                connections.add(opened);
                return Future.succeededFuture(opened);
            });
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Response> send(Request command) {
            throw new UnsupportedOperationException("a link sends over a connection");
        }

        @Override
        public Future<List<Response>> batch(List<Request> commands) {
            throw new UnsupportedOperationException("a link sends one command after another");
        }
    }

    private final class Connection extends FakeConnection {
        private final String place;
        private final Context loop;
        private volatile boolean silent;
        private volatile boolean unanswered;

        Connection(Context loop, String place) {
            this.place = place;
            this.loop = loop;
        }

        void end() {
            loop.runOnContext(go -> tellEnd());
        }

        @Override
        public Future<Response> send(Request request) {
            StringBuilder words = new StringBuilder(request.command().toString().toUpperCase(Locale.ROOT));
            ((RequestImpl) request)
                    .getArgs()
                    .forEach(arg -> words.append(' ').append(new String(arg, StandardCharsets.UTF_8)));
            Promise<Response> answer = Promise.promise();
            loop.runOnContext(later -> {
                Script script = scripts.get(place);
                if (silent) {
                    unanswered = true;
                } else if (script == null) {
                    answer.fail(new ConnectException("reset"));
                } else {
                    answer(answer, script.apply(words.toString()));
                }
            });
            return answer.future();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
