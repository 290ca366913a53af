package org.livetally.notify;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.livetally.testing.Await;

/** Somebody who is told of events, on a port of this machine: keeps what arrives, and answers as it is told to. */
public final class Receiver implements AutoCloseable {
    private final Vertx vertx;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile BiConsumer<HttpServerRequest, Got> answer =
            (request, message) -> request.response().end();
    private HttpServer server;

    /** A request that has arrived. */
    public record Got(String path, Map<String, String> headers, String body) {
        public JsonObject json() {
            return new JsonObject(body);
        }

        /** The {@code webhook-id}. */
        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }
    }

    public Receiver(Vertx vertx) {
        this.vertx = vertx;
        this.server = listen(0);
    }

    private HttpServer listen(int port) {
        return Await.result(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Map<String, String> headers = new TreeMap<>();
                    request.headers()
                            .forEach(
                                    header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
                    Got message = new Got(request.uri(), headers, body.toString());
                    got.add(message);
                    answer.accept(request, message);
                }))
                .listen(port, "127.0.0.1"));
    }

    /** Answers with this status from now on. */
    public void says(int status) {
        answers((request, message) -> request.response().setStatusCode(status).end());
    }

    /** Answers like this from now on. */
    public void answers(BiConsumer<HttpServerRequest, Got> how) {
        answer = how;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    /** What has arrived so far, in order. */
    public List<Got> got() {
        return List.copyOf(got);
    }

    /** The ids of the events that have arrived, in order, each as often as it did. */
    public List<String> ids() {
        return got.stream().map(Got::id).toList();
    }

    /** Refuses connections from now on. */
    public void goDown() {
        Await.result(server.close());
    }

    /** Listens again, on the same port. */
    public void comeUp() {
        server = listen(server.actualPort());
    }

    @Override
    public void close() {
        Await.result(server.close());
    }
}
