package org.livetally.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A screen as a page implements it: takes a snapshot, applies updates that follow its own version, and nothing else.
 * Messages are processed when the test asks.
 */
public final class TestScreen implements AutoCloseable {
    private static final int RECENT = 20;

    private final RawWebSocket socket;
    private Map<String, Object> board = Map.of();
    private long version = -1;
    private int seen;
    private int gaps;

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
        return board;
    }

    /** The version of {@link #board}. */
    public long version() {
        take();
        return version;
    }

    /** A section of the board. */
    public JsonObject section(String name) {
        take();
        return new JsonObject(new JsonObject(board).getJsonObject(name).getMap());
    }

    /** Updates that did not follow the version before them. */
    public int gaps() {
        take();
        return gaps;
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
            take(new JsonObject(messages().get(seen++)));
        }
    }

    private void take(JsonObject message) {
        switch (message.getString("type")) {
            case "snapshot" -> {
                version = message.getLong("version");
                board = message.getJsonObject("board").getMap();
            }
            case "update" -> update(message);
            default -> {
                // nothing about the board
            }
        }
    }

    private void update(JsonObject update) {
        if (update.getLong("from") != version) {
            gaps++;
            return;
        }
        version = update.getLong("version");
        board = Rfc7396.apply(update.getJsonObject("patch").getMap(), board);
        if (update.containsKey("recent")) {
            List<Object> recent = new ArrayList<>(list(update.getJsonArray("recent")));
            recent.addAll((List<?>) board.get("recent"));
            board.put("recent", recent.subList(0, Math.min(RECENT, recent.size())));
        }
    }

    private static List<?> list(JsonArray array) {
        return array.getList();
    }

    private static boolean isA(String type, String text) {
        return text.startsWith("{\"type\":\"" + type + "\"");
    }
}
