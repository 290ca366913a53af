package org.livetally.audience;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.livetally.testing.Await;
import org.livetally.testing.RawWebSocket;

/** A viewer's page: sends messages, and keeps what it receives. */
final class TestViewer {
    private static final byte[] LEAVING = {1000 >> 8, (byte) 1000};

    private final RawWebSocket socket;

    private TestViewer(RawWebSocket socket) {
        this.socket = socket;
    }

    static TestViewer connect(AudienceServer server, String stream, String id) {
        return new TestViewer(RawWebSocket.open(server.port(), path(stream, id)));
    }

    static String path(String stream, String id) {
        return "/ws/streams/" + stream + "/audience?viewer=" + id;
    }

    void like(int count) {
        send("{\"type\":\"like\",\"count\":" + count + "}");
    }

    void send(String text) {
        socket.send(text);
    }

    /** Returns when the server has read everything that was sent. */
    void sync() {
        int before = socket.pongs().size();
        socket.send(RawWebSocket.PING, true, "sync".getBytes(StandardCharsets.UTF_8));
        Await.until("a pong", () -> socket.pongs().size() > before);
    }

    /** Closes the socket as a page does that is left. */
    void close() {
        if (!socket.isClosed()) {
            socket.send(RawWebSocket.CLOSE, true, LEAVING);
            socket.closeCode();
        }
        socket.close();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    int closeCode() {
        return socket.closeCode();
    }

    /** Likes so that {@link #awaitLiked} can tell when they are counted. */
    void like(String id, int count) {
        send("{\"type\":\"like\",\"id\":\"" + id + "\",\"count\":" + count + "}");
    }

    void awaitLiked(String... json) {
        Await.until(
                "answers " + List.of(json) + " among " + socket.texts(),
                () -> received("\"liked\"").equals(List.of(json)));
    }

    List<String> pulses() {
        return received("\"pulse\"");
    }

    List<String> errors() {
        return received("\"error\"");
    }

    /** Sends a message and returns its answer. */
    JsonObject ask(JsonObject message) {
        int before = answers().size();
        send(message.encode());
        Await.until("an answer to " + message, () -> answers().size() > before);
        return new JsonObject(answers().get(before));
    }

    private List<String> received(String part) {
        return socket.texts().stream().filter(text -> text.contains(part)).toList();
    }

    private List<String> answers() {
        return socket.texts().stream()
                .filter(text -> !text.contains("\"pulse\""))
                .toList();
    }

    void awaitPulse(String json) {
        Await.until("pulse " + json + " among " + socket.texts(), () -> pulses().contains(json));
    }

    void awaitErrors(int count) {
        Await.until(count + " errors", () -> errors().size() >= count);
    }
}
