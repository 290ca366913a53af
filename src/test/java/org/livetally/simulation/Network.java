package org.livetally.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.ConnectException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.livetally.redis.client.RedisClients;

/** The network between the nodes and the servers of a world, and its names. */
final class Network {
    private static final long CONNECT_TIMEOUT_MS = 5_000;

    final Scheduler scheduler;
    private final Map<String, Server> names = new HashMap<>();
    /** The slowest way of a packet, in milliseconds. */
    long slowestMs = 3;
    /** Whether servers of a Cluster serve everybody, whatever slot they hold. */
    boolean servesAll;

    Network(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Has a name lead to a server from now on; connections that are open stay where they are. */
    void name(String hostAndPort, Server server) {
        names.put(hostAndPort, server);
    }

    /** The clients of one node. */
    RedisClients clientsOf(Machine node) {
        return (Vertx vertx, RedisOptions options, Supplier<Future<RedisStandaloneConnectOptions>> endpoint) ->
                new Client(node, endpoint);
    }

    /** A client with one connection at most, as the links use it. */
    private final class Client implements Redis {
        private final Machine node;
        private final Supplier<Future<RedisStandaloneConnectOptions>> endpoint;
        private final Promise<RedisConnection> connected = Promise.promise();

        Client(Machine node, Supplier<Future<RedisStandaloneConnectOptions>> endpoint) {
            this.node = node;
            this.endpoint = endpoint;
        }

        @Override
        public Future<RedisConnection> connect() {
            endpoint.get().onComplete(at -> knock(at.getEndpoint()), connected::tryFail);
            return connected.future();
        }

        private void knock(String url) {
            scheduler.inMs(CONNECT_TIMEOUT_MS, node, () -> connected.tryFail(new ConnectException("timed out")));
            scheduler.in(delay(), node, () -> answered(url));
        }

        private void answered(String url) {
            URI uri = URI.create(url);
            Server server = names.get(uri.getHost() + ":" + uri.getPort());
            if (node.isCutOff(scheduler.nanos())) {
                return; // nobody answers, until it is timed out
            }
            if (server == null || server.isDown()) {
                connected.tryFail(new ConnectException("Connection refused"));
            } else if (!connected.future().isComplete()) {
                connected.tryComplete(new Connection(Network.this, node, server));
            }
        }

        @Override
        public Future<Void> close() {
            connected.tryFail(new ConnectException("closed"));
            connected.future().onSuccess(RedisConnection::close);
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

    /** How long the next packet takes: mostly short, sometimes long. */
    long delay() {
        return scheduler.chance(5) ? scheduler.between(0, 10 * slowestMs) : scheduler.between(0, slowestMs);
    }
}
