package org.livetally.testing;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A producer on its socket: sends messages, and collects answers however many of them come in a frame. */
public final class TestProducer implements AutoCloseable {
    private final RawWebSocket socket;
    private final Queue<JsonObject> answers = new ArrayDeque<>();

    TestProducer(RawWebSocket socket) {
        this.socket = socket;
    }

    /** The socket itself, for what a well-behaved producer does not send. */
    public RawWebSocket socket() {
        return socket;
    }

    /** Sends a frame and does not wait. */
    public void send(String frame) {
        socket.send(frame);
    }

    /** Sends a frame and waits for one answer. */
    public JsonObject ask(String frame) {
        send(frame);
        return answer();
    }

    /** Sends a frame and waits for some answers. */
    public List<JsonObject> ask(String frame, int count) {
        send(frame);
        return answers(count);
    }

    /** The next answer; its fields are in the order in which they came. */
    public JsonObject answer() {
        while (answers.isEmpty()) {
            add(Json.decodeValue(socket.next()));
        }
        return answers.remove();
    }

    /** The next {@code count} answers. */
    public List<JsonObject> answers(int count) {
        List<JsonObject> next = new ArrayList<>(count);
        while (next.size() < count) {
            next.add(answer());
        }
        return next;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void add(@Nullable Object frame) {
        if (frame instanceof JsonArray several) {
            several.forEach(one -> answers.add((JsonObject) one));
        } else if (frame instanceof JsonObject one) {
            answers.add(one);
        }
    }
}
