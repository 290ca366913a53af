package org.livetally.acceptance;

import org.livetally.access.AccessServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestResource;

/** A server that requires tokens, where one stream is live and has an order of 123.00. */
final class TokenSite implements TestResource {
    static final String STREAM = "naqu";

    private final AccessServer server = AccessServer.empty();

    @Override
    public void begin() {
        server.begin();
        server.send("POST", "/api/streams", "{\"id\":\"naqu\",\"title\":\"Naqu\"}");
        server.send("POST", "/api/streams/naqu/start", "");
        server.send(
                "POST", "/api/orders", OrderJson.order(STREAM, "o-1", 12_300).encode());
    }

    AccessServer server() {
        return server;
    }

    String operator() {
        return server.operator();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    @Override
    public void close() {
        server.close();
    }
}
