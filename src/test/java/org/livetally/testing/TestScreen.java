package org.livetally.testing;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A screen as a page implements it: takes a snapshot, applies updates that follow its own version, and nothing else.
 * Messages are processed when the test asks.
 */
public final class TestScreen implements AutoCloseable {
    private final RawWebSocket socket;
    private final ShownBoard shown = new ShownBoard();
    private int seen;

    private TestScreen(RawWebSocket socket) {
        this.socket = socket;
    }

    /** Connects and waits for the first message. */
    public static TestScreen open(int port, String board, String query) {
        TestScreen screen = new TestScreen(RawWebSocket.open(port, "/ws/boards/" + board + query));
        Await.until("a first message", () -> !screen.messages().isEmpty());
        return screen;
    }

    /** All messages so far. */
    public List<String> messages() {
        return socket.texts();
    }

    /** How many messages have this type so far. */
    public int count(String type) {
        return (int) messages().stream().filter(text -> isA(type, text)).count();
    }

    /** Waits for a message of this type after the first {@code known} ones of all; returns it. */
    public JsonObject await(String type, int known) {
        Predicate<String> wanted = text -> isA(type, text);
        Await.until("another " + type, () -> messages().stream().skip(known).anyMatch(wanted));
        return new JsonObject(
                messages().stream().skip(known).filter(wanted).findFirst().orElseThrow());
    }

    /** The board, after everything that has arrived. */
    public Map<String, Object> board() {
        take();
        return shown.board();
    }

    /** The version of {@link #board}. */
    public long version() {
        take();
        return shown.version();
    }

    /** A section of the board. */
    public JsonObject section(String name) {
        take();
        return shown.section(name);
    }

    /** Updates that did not follow the version before them. */
    public int gaps() {
        take();
        return shown.gaps();
    }

    public RawWebSocket socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void take() {
        while (seen < messages().size()) {
            shown.take(new JsonObject(messages().get(seen++)));
        }
    }

    private static boolean isA(String type, String text) {
        return text.startsWith("{\"type\":\"" + type + "\"");
    }
}
