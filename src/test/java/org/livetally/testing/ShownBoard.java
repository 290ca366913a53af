package org.livetally.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a screen makes of its messages: it takes a snapshot, applies updates that follow its own version, and nothing else. */
final class ShownBoard {
    private static final int RECENT = 20;

    private Map<String, Object> board = Map.of();
    private long version = -1;
    private int gaps;

    Map<String, Object> board() {
        return board;
    }

    /** Negative before the first snapshot. */
    long version() {
        return version;
    }

    /** Updates that did not follow the version before them. */
    int gaps() {
        return gaps;
    }

    JsonObject section(String name) {
        return new JsonObject(new JsonObject(board).getJsonObject(name).getMap());
    }

    void take(JsonObject message) {
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
}
