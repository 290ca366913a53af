package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisStandaloneConnectOptions;
import java.net.InetAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.HostPort;
import org.livetally.settings.RedisAddress;

/**
 * The servers that one address leads to, as the client connects to them: with TLS, user, password and database. If a
 * file holds the address, it is read again at each attempt to connect.
 */
final class Endpoints {
    // The client refuses more than this many commands without an answer; callers limit what they have in flight.
    private static final int MAX_OUTSTANDING = 16_384;

    private final Vertx vertx;
    private final RedisOptions options;
    private RedisAddress address;
    private String problem = "";

    Endpoints(Vertx vertx, RedisAddress address, long silenceLimitMs) {
        this.vertx = vertx;
        this.address = address;
        this.options = new RedisOptions()
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(1)
                .setPoolRecycleTimeout(-1)
                .setMaxWaitingHandlers(MAX_OUTSTANDING)
                .setNetClientOptions(net(address).setConnectTimeout((int) silenceLimitMs));
    }

    /**
     * With TLS, a trusted certificate authority must have signed the certificate, which must name the host of the
     * address.
     */
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

    /** Of each client. */
    RedisOptions options() {
        return options;
    }

    /** The address as it was read last. */
    RedisAddress address() {
        return address;
    }

    /** Why the address is still an earlier one, for the log; empty if it is that of the file. */
    String problem() {
        return problem;
    }

    /** Reads the address again. An address that cannot be read leaves the earlier one. */
    Future<RedisAddress> readAgain() {
        return address.file() == null
                ? Future.succeededFuture(address)
                : vertx.executeBlocking(address::again).transform(now -> {
                    address = now.succeeded() ? now.result() : address;
                    problem = now.succeeded() ? "" : "; " + now.cause().getMessage();
                    return Future.succeededFuture(address);
                });
    }

    /** The only server of an address without Sentinels or a Cluster. */
    Future<RedisStandaloneConnectOptions> only() {
        RedisAddress now = address;
        return at(now.host(), host -> login(now).setConnectionString(now.endpoint(bracketed(host))));
    }

    /** A server that Sentinels or a Cluster named. */
    Future<RedisStandaloneConnectOptions> of(HostPort server) {
        RedisAddress now = address;
        return at(
                server.host(), host -> login(now).setConnectionString(now.endpoint(new HostPort(host, server.port()))));
    }

    Future<RedisStandaloneConnectOptions> ofSentinel(HostPort sentinel) {
        RedisAddress now = address;
        return at(
                sentinel.host(),
                host -> login(now.sentinelUser(), now.sentinelPassword())
                        .setConnectionString(now.sentinelEndpoint(new HostPort(host, sentinel.port()))));
    }

    private RedisStandaloneConnectOptions login(RedisAddress now) {
        return login(now.user(), now.password());
    }

    private RedisStandaloneConnectOptions login(@Nullable String user, @Nullable String password) {
        RedisStandaloneConnectOptions made = new RedisStandaloneConnectOptions(options);
        made.setUser(user).setPassword(password);
        return made;
    }

    /** The client takes URIs, and in these no host has an underscore; so such a name is looked up here. */
    private <T> Future<T> at(String name, Function<String, T> made) {
        Future<String> host = name.contains("_")
                ? ((VertxInternal) vertx).nameResolver().resolve(name).map(InetAddress::getHostAddress)
                : Future.succeededFuture(name);
        return host.map(made);
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
