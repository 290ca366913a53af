package org.livetally.acceptance.model;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestProducer;

/** Sockets of producers on all nodes: several on each, since connections go round its event loops. */
final class Producers implements AutoCloseable {
    private static final int OF_EACH = 2;

    private final List<TestProducer> sockets = new ArrayList<>();

    Producers(Nodes nodes) {
        for (int i = 0; i < OF_EACH; i++) {
            for (LiveServer server : nodes.servers()) {
                sockets.add(server.producer());
            }
        }
    }

    int count() {
        return sockets.size();
    }

    /** Sends messages in one frame, and does not wait. */
    void send(int socket, List<JsonObject> messages) {
        String frame = messages.stream().map(JsonObject::encode).collect(Collectors.joining(","));
        sockets.get(socket).send(messages.size() == 1 ? frame : '[' + frame + ']');
    }

    /** The next answers on a socket. */
    List<JsonObject> answers(int socket, int count) {
        return sockets.get(socket).answers(count);
    }

    @Override
    public void close() {
        sockets.forEach(TestProducer::close);
    }
}
