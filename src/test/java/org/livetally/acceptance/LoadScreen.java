package org.livetally.acceptance;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A screen that follows a board as the contract says: a snapshot, then patches, each applied only to the version that
 * it was made from.
 */
final class LoadScreen extends VerticleBase {
    private static final int MAX_RECENT = 20;
    private static final Comparator<String> NEWEST_FIRST = Comparator.comparingLong(LoadScreen::millis)
            .thenComparingLong(LoadScreen::count)
            .reversed();

    private final WebSocketClient client;
    private final int port;
    private final String path;
    private final Parsed parsed;
    private final Map<String, @Nullable Object> board = new LinkedHashMap<>();
    private final TreeMap<String, Map<String, @Nullable Object>> recent = new TreeMap<>(NEWEST_FIRST);
    private volatile long gmv;
    private boolean stale;

    private volatile long version = -1;
    private final AtomicInteger updates = new AtomicInteger();
    private final AtomicInteger snapshots = new AtomicInteger();
    private volatile @Nullable String fault;

    LoadScreen(WebSocketClient client, int port, String path, Parsed parsed) {
        this.client = client;
        this.port = port;
        this.path = path;
        this.parsed = parsed;
    }

    /** All screens get the same bytes of an update, so they are parsed once, and only read. */
    static final class Parsed {
        private record Memo(String text, JsonObject message) {}

        private final AtomicReference<@Nullable Memo> last = new AtomicReference<>();

        JsonObject parse(String text) {
            Memo memo = last.get();
            if (memo == null || !memo.text.equals(text)) {
                memo = new Memo(text, new JsonObject(text));
                last.set(memo);
            }
            return memo.message;
        }
    }

    @Override
    public Future<?> start() {
        ClientWebSocket socket = client.webSocket();
        socket.textMessageHandler(text -> {
            try {
                receive(text);
            } catch (RuntimeException e) {
                fault = e + " at " + text;
            }
        });
        socket.closeHandler(closed -> fault = "closed");
        return socket.connect(port, "127.0.0.1", path);
    }

    private void receive(String text) {
        if (text.startsWith("{\"type\":\"snapshot\"")) {
            snapshot(new JsonObject(text));
        } else if (text.startsWith("{\"type\":\"update\"")) {
            update(parsed.parse(text));
        } else if (text.startsWith("{\"type\":\"stale\"")) {
            stale = true;
        }
    }

    private void snapshot(JsonObject message) {
        board.clear();
        recent.clear();
        merge(board, message.getJsonObject("board").getMap());
        addRecent(board.remove("recent"));
        snapshots.incrementAndGet();
        // Redis was silent, as on a busy machine: the whole board is shown again, whether it has changed or not.
        long least = stale ? version : version + 1;
        stale = false;
        now(message.getLong("version"), least);
    }

    private void update(JsonObject message) {
        if (message.getLong("from") != version) {
            fault = "a patch from " + message.getLong("from") + " at version " + version;
            return;
        }
        merge(board, message.getJsonObject("patch").getMap());
        addRecent(message.getMap().get("recent"));
        updates.incrementAndGet();
        now(message.getLong("version"), version + 1);
    }

    private void now(long newVersion, long least) {
        long newGmv = new JsonObject(board).getJsonObject("totals").getLong("gmv");
        if (newVersion < least || newGmv < gmv) {
            fault = "back from version " + version + " to " + newVersion + ", from gmv " + gmv + " to " + newGmv;
        }
        gmv = newGmv;
        version = newVersion;
    }

    /** Applies RFC 7396 with copies, so that screens can share patches. */
    @SuppressWarnings("unchecked")
    private static void merge(Map<String, @Nullable Object> target, Map<String, @Nullable Object> patch) {
        patch.forEach((key, value) -> {
            if (value == null) {
                target.remove(key);
            } else if (value instanceof Map<?, ?> inner) {
                Object old = target.get(key);
                Map<String, @Nullable Object> own =
                        old instanceof Map<?, ?> ? (Map<String, @Nullable Object>) old : new LinkedHashMap<>();
                merge(own, (Map<String, @Nullable Object>) inner);
                target.put(key, own);
            } else {
                target.put(key, value);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private void addRecent(@Nullable Object orders) {
        if (orders instanceof List<?> list) {
            for (Object order : list) {
                Map<String, @Nullable Object> one = (Map<String, @Nullable Object>) order;
                recent.put(String.valueOf(one.get("seq")), one);
            }
        }
        while (recent.size() > MAX_RECENT) {
            recent.pollLastEntry();
        }
    }

    private static long millis(String seq) {
        return Long.parseLong(seq, 0, seq.indexOf('-'), 10);
    }

    private static long count(String seq) {
        return Long.parseLong(seq, seq.indexOf('-') + 1, seq.length(), 10);
    }

    /**
     * What it shows. May be called only when nothing arrives any more: reading the version first makes the rest
     * visible.
     */
    JsonObject shown() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(board);
        if (!recent.isEmpty()) {
            shown.put("recent", List.copyOf(recent.values()));
        }
        return new JsonObject(shown);
    }

    /** Of the newest message that is shown as a whole. */
    long gmv() {
        return gmv;
    }

    int updates() {
        return updates.get();
    }

    int snapshots() {
        return snapshots.get();
    }

    @Nullable
    String fault() {
        return fault;
    }
}
