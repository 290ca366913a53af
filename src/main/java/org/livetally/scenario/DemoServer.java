package org.livetally.scenario;

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

/** The connection to the server: its address, and the clients of one play. */
final class DemoServer {
    /** For one request or one handshake, in milliseconds. */
    static final int TIMEOUT = 10_000;
    /** Vert.x's own limit is 50 for a server; a script's audience is some thousands. */
    private static final int MAX_SOCKETS = 8_000;

    private final String host;
    private final int port;
    private final boolean tls;
    private final WebSocketClient sockets;
    private final HttpClient http;

    DemoServer(Vertx vertx, URI base) {
        tls = "https".equals(base.getScheme());
        host = base.getHost();
        port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
        sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(MAX_SOCKETS)
                .setTryUsePerMessageCompression(false)
                .setTryUsePerFrameCompression(false));
        http = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(host)
                .setDefaultPort(port)
                .setSsl(tls));
    }

    StreamApi streams() {
        return new StreamApi(http);
    }

    Future<WebSocket> orders() {
        return connect("/ws/orders");
    }

    Future<WebSocket> audience(String stream, String viewer) {
        String id = URLEncoder.encode(viewer, StandardCharsets.UTF_8);
        return connect("/ws/streams/" + stream + "/audience?viewer=" + id);
    }

    private Future<WebSocket> connect(String uri) {
        return sockets.connect(new WebSocketConnectOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(uri)
                .setTimeout(TIMEOUT));
    }

    /** Whether the server rejects the handshake for good; any other failure may be temporary. */
    static boolean isFinal(Throwable failure) {
        return failure instanceof UpgradeRejectedException rejected
                && rejected.getStatus() >= 400
                && rejected.getStatus() < 500
                && rejected.getStatus() != 429;
    }
}
