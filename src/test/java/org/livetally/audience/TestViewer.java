package org.livetally.audience;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.livetally.testing.Await;

/** A viewer's page: sends messages, and keeps what it receives. */
final class TestViewer {
    private final ClientWebSocket socket;
    /** Referenced here: Vert.x closes an unreferenced client, and its sockets with it. */
    private final WebSocketClient client;

    private final List<String> received = new CopyOnWriteArrayList<>();

    /** Listens before the first frame, which may arrive with the answer to the handshake. */
    private TestViewer(WebSocketClient client) {
        this.client = client;
        this.socket = client.webSocket();
        socket.textMessageHandler(received::add);
    }

    static TestViewer connect(Vertx vertx, AudienceServer server, String stream, String id) {
        TestViewer viewer = new TestViewer(vertx.createWebSocketClient());
        AudienceServer.await(viewer.socket.connect(options(server, path(stream, id))));
        return viewer;
    }

    /** Connects to a path that may be refused. */
    static Future<WebSocket> tryConnect(Vertx vertx, AudienceServer server, String path) {
        return vertx.createWebSocketClient().connect(options(server, path));
    }

    static String path(String stream, String id) {
        return "/ws/streams/" + stream + "/audience?viewer=" + id;
    }

    void like(int count) {
        send("{\"type\":\"like\",\"count\":" + count + "}");
    }

    void send(String text) {
        AudienceServer.await(socket.writeTextMessage(text));
    }

    /** Returns when the server has read everything that was sent. */
    void sync() {
        Promise<Void> pong = Promise.promise();
        socket.pongHandler(data -> pong.tryComplete());
        AudienceServer.await(socket.writePing(Buffer.buffer("sync")).compose(sent -> pong.future()));
    }

    void close() {
        AudienceServer.await(socket.close().compose(closed -> client.close()));
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    int closeCode() {
        Short code = socket.closeStatusCode();
        return code == null ? 0 : code;
    }

    List<String> pulses() {
        return received.stream().filter(text -> text.contains("\"pulse\"")).toList();
    }

    List<String> errors() {
        return received.stream().filter(text -> text.contains("\"error\"")).toList();
    }

    /** Sends a message and returns its answer. */
    JsonObject ask(JsonObject message) {
        int before = answers().size();
        send(message.encode());
        Await.until("an answer to " + message, () -> answers().size() > before);
        return new JsonObject(answers().get(before));
    }

    private List<String> answers() {
        return received.stream().filter(text -> !text.contains("\"pulse\"")).toList();
    }

    void awaitPulse(String json) {
        Await.until("pulse " + json + " among " + received, () -> pulses().contains(json));
    }

    void awaitErrors(int count) {
        Await.until(count + " errors", () -> errors().size() >= count);
    }

    private static WebSocketConnectOptions options(AudienceServer server, String path) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.port())
                .setURI(path);
    }
}
