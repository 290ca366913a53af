package org.livetally.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A server as its clients see it: its address, its sockets, and requests to it. */
public final class Server {
    /** For one request or one handshake, in milliseconds. */
    public static final int TIMEOUT = 10_000;
    /** In bytes. Above a frame with the answers to a whole frame of messages. */
    private static final int MAX_ANSWERS = 4 << 20;
    /** Vert.x's own limit is 50 for a server; a script's audience is some thousands. */
    private static final int MAX_SOCKETS = 8_000;

    private final String host;
    private final int port;
    private final boolean tls;
    private final WebSocketClient sockets;
    private final String path;
    private final HttpClient http;
    private final @Nullable String token;

    /** A server that asks for no token. */
    public Server(Vertx vertx, URI base) {
        this(vertx, base, null);
    }

    /**
     * A server.
     *
     * @param base {@code http://HOST:PORT} or {@code https://…}, with a path if a proxy puts one before the server's
     * @param token goes along with each socket
     */
    public Server(Vertx vertx, URI base, @Nullable String token) {
        this.token = token;
        tls = "https".equals(base.getScheme());
        host = base.getHost();
        path = base.getRawPath().replaceFirst("/+$", "");
        port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
        sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(MAX_SOCKETS)
                .setMaxFrameSize(MAX_ANSWERS)
                .setMaxMessageSize(MAX_ANSWERS)
                .setTryUsePerMessageCompression(false)
                .setTryUsePerFrameCompression(false));
        http = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(host)
                .setDefaultPort(port)
                .setSsl(tls));
    }

    /** Sends requests to it, without the token. */
    public HttpClient http() {
        return http;
    }

    /** Opens a producer's socket. */
    public Future<WebSocket> orders() {
        return connect("/ws/orders");
    }

    /** Opens a viewer's socket. */
    public Future<WebSocket> audience(String stream, String viewer) {
        String id = URLEncoder.encode(viewer, StandardCharsets.UTF_8);
        return connect("/ws/streams/" + stream + "/audience?viewer=" + id);
    }

    private Future<WebSocket> connect(String uri) {
        WebSocketConnectOptions to = new WebSocketConnectOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(path + uri)
                .setTimeout(TIMEOUT);
        return sockets.connect(token == null ? to : to.addHeader("Authorization", "Bearer " + token));
    }

    /** Whether the server rejects the handshake for good; any other failure may be temporary. */
    public static boolean isFinal(Throwable failure) {
        return failure instanceof UpgradeRejectedException rejected
                && rejected.getStatus() >= 400
                && rejected.getStatus() < 500
                && rejected.getStatus() != 429;
    }
}
