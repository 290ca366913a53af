package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.Seq;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawRequest;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.Rfc7396;
import org.livetally.testing.TestScreen;

/** Screens that show the past again: what screens showed then, in the same messages. */
final class ReplayScreensTest {
    private static final String STREAM = "naqu-4500m";
    private static final String BOARD = "/api/boards/" + STREAM;

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    /** What a screen showed, by the time at which the message that led to it was recorded. */
    private final TreeMap<Long, Map<String, Object>> showed = new TreeMap<>();

    /** Of what was recorded. */
    private final List<String> seqs = new ArrayList<>();

    @BeforeEach
    void goLive() {
        JsonObject tea = new JsonObject()
                .put("name", "Tea")
                .put("category", "drinks")
                .put("series", "hills")
                .put("stock", 100)
                .put("levy", new JsonObject().put("fund", "Fund").put("amount", 10));
        server.create(new JsonObject()
                .put("id", STREAM)
                .put("title", "那曲")
                .put("goal", 1_000)
                .put("timezone", "Asia/Shanghai")
                .put("products", new JsonObject().put("tea", tea)));
        server.startStream(STREAM);
    }

    @Test
    void aBoardAtATimeIsWhatScreensShowedThen() {
        playShow();
        showed.forEach((at, board) -> {
            JsonObject snapshot = get(BOARD + "?at=" + at);
            assertEquals(List.of("type", "version", "replay", "at", "board"), List.copyOf(snapshot.fieldNames()));
            assertEquals(at, snapshot.getLong("at"));
            assertEquals(board, held(snapshot.getJsonObject("board").getMap()), "at " + at);
        });
        assertEquals(
                List.of("totals"),
                List.copyOf(get(BOARD + "?fields=totals&at=" + showed.lastKey())
                        .getJsonObject("board")
                        .fieldNames()));
        JsonObject before = get(BOARD + "?at=0").getJsonObject("board");
        assertEquals(0, before.getJsonObject("totals").getLong("gmv"));
        assertEquals("scheduled", before.getJsonObject("stream").getString("status"));
        long now = get(BOARD + "?at=9999999999999").getLong("at");
        assertTrue(now < 9_999_999_999_999L && now >= showed.lastKey(), "a time that has not come is the present");
    }

    @Test
    void aReplayShowsTheSameAsTimeGoesOnAndEndsWhereTheStreamDid() {
        playShow();
        server.endStream(STREAM);
        JsonObject range = get(BOARD + "/replay");
        long from = range.getLong("from");
        long to = range.getLong("to");
        long began = System.nanoTime();
        try (TestScreen screen = TestScreen.open(server.port(), STREAM, "?from=0")) {
            JsonObject end = screen.await("end", 0);
            long tookMs = (System.nanoTime() - began) / 1_000_000;
            assertEquals(new JsonObject("{\"type\":\"end\",\"replay\":true,\"at\":" + to + "}"), end);
            assertTrue(tookMs >= to - from - 1, "in " + tookMs + " ms, faster than it was: " + (to - from));

            TreeMap<Long, Map<String, Object>> replayed = frames(screen.messages());
            assertEquals(from, replayed.firstKey());
            replayed.forEach((at, board) -> {
                Map.Entry<Long, Map<String, Object>> then = showed.floorEntry(at);
                if (then != null && at < to) {
                    assertEquals(then.getValue(), held(board), "at " + at);
                }
            });
            assertEquals(held(server.snapshot(STREAM).getJsonObject("board").getMap()), held(screen.board()));
            assertEquals(0, screen.gaps());
            JsonObject update = screen.await("update", 0);
            assertEquals(
                    List.of("type", "version", "from", "replay", "at", "patch"),
                    update.fieldNames().stream()
                            .filter(name -> !name.equals("recent"))
                            .toList());
        }
    }

    @Test
    void aReplayBeginsAtAnyPlaceAndRunsAsFastAsItIsTold() {
        playShow();
        server.endStream(STREAM);
        Seq third = Seq.parse(seqs.get(2));
        try (TestScreen screen = TestScreen.open(server.port(), STREAM, "?speed=600&fields=totals&from=" + third)) {
            JsonObject first = new JsonObject(screen.messages().get(0));
            assertEquals("snapshot", first.getString("type"));
            assertEquals(third.ms(), first.getLong("at"));
            assertEquals(
                    List.of("totals"), List.copyOf(first.getJsonObject("board").fieldNames()));
            screen.await("end", 0);
            assertTrue(screen.count("update") <= 3, "a second of it at most in each");
            assertEquals(server.board(STREAM, "totals"), screen.section("totals"));
        }
    }

    @Test
    void aReplayOfALiveStreamEndsAtThePresent() {
        pay("one", 300);
        long at = get(BOARD + "/replay").getLong("from");
        try (TestScreen screen = TestScreen.open(server.port(), STREAM, "?speed=60&from=" + at)) {
            long end = screen.await("end", 0).getLong("at");
            assertTrue(end > at);
            assertEquals(300, screen.section("totals").getLong("gmv"));
        }
    }

    @Test
    void aScrubberIsToldWhatThereIs() {
        pay("one", 300);
        say("show", "on", new JsonObject().put("host", "卓玛").put("sku", "tea"));
        pay("two", 800);
        server.endStream(STREAM);
        JsonObject range = get(BOARD + "/replay");
        JsonObject stream = server.board(STREAM, "stream");
        assertEquals(
                List.of("from", "to", "messages", "endedAt", "goalReachedAt", "shows"),
                List.copyOf(range.fieldNames()));
        assertEquals(stream.getLong("startedAt"), range.getLong("from"));
        assertEquals(stream.getLong("endedAt"), range.getLong("endedAt"));
        assertTrue(range.getLong("to") >= range.getLong("endedAt"));
        assertEquals(4, range.getLong("messages"), "with the catalogue");
        assertNotNull(range.getLong("goalReachedAt"));
        JsonObject shown = range.getJsonArray("shows").getJsonObject(0);
        assertEquals(Seq.parse(seqs.get(1)).ms(), shown.getLong("at"));
        assertEquals("卓玛 tea", shown.getString("host") + " " + shown.getString("sku"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, at, replay_time, /api/boards/naqu-4500m?at=yesterday",
        "400, at, replay_time, /api/boards/naqu-4500m?at=",
        "400, at, replay_time, /api/boards/naqu-4500m?at=-1",
        "400, fields, sections, '/api/boards/naqu-4500m?at=5&fields=bogus'",
        "404, , no_board, /api/boards/nowhere?at=5",
        "404, , no_board, /api/boards/nowhere/replay",
        "409, , replay_of_stream, /api/boards/@sale?at=5",
        "409, , replay_of_stream, /api/boards/@sale/replay",
        "400, from, replay_time, /ws/boards/naqu-4500m?from=1-",
        "400, from, missing, /ws/boards/naqu-4500m?speed=2",
        "400, speed, integer_range, '/ws/boards/naqu-4500m?from=5&speed=0'",
        "400, speed, integer_range, '/ws/boards/naqu-4500m?from=5&speed=601'",
        "400, speed, integer_range, '/ws/boards/naqu-4500m?from=5&speed=1.5'",
        "400, orders, replay_orders, '/ws/boards/naqu-4500m?from=5&orders=1'",
        "400, speed, integer_range, '/api/boards/naqu-4500m/events?from=5&speed=x'",
        "404, , no_board, /ws/boards/nowhere?from=5",
        "409, , replay_of_stream, /ws/boards/@sale?from=5",
    })
    void whatIsWrongIsNamed(int status, String field, String rule, String path) {
        RawRequest.Answer refusal = ask(path);
        assertEquals(status, refusal.status(), refusal::toString);
        JsonObject problem = new JsonObject(refusal.body());
        assertEquals(field, problem.getString("field"));
        assertEquals(rule, problem.getString("rule"));
    }

    @Test
    void anAddressHasSomeReplaysAndOthersHaveTheRest() {
        List<RawWebSocket> open = new ArrayList<>();
        for (int i = 0; i < ReplayScreens.MAX_OF_ADDRESS; i++) {
            open.add(server.open("/ws/boards/" + STREAM + "?from=0"));
        }
        String path = BOARD + "/replay?from=0&speed=1";
        assertEquals(429, server.send("GET", path, "").statusCode());
        assertEquals(
                "replays_of_address",
                new JsonObject(ask("/ws/boards/" + STREAM + "?from=0").body()).getString("rule"));
        assertEquals(200, server.send("GET", BOARD + "/replay", "").statusCode(), "the range is nobody's seat");
        open.get(0).close();
        Await.until("its seat", () -> server.send("GET", path, "").statusCode() == 200);
        RawWebSocket other = RawWebSocket.open("127.0.0.2", server.port(), "/ws/boards/" + STREAM + "?from=0");
        Await.until("a first message", () -> !other.texts().isEmpty());
        other.close();
        open.forEach(RawWebSocket::close);
    }

    /** Orders and what became of them, and what was on air. */
    private void playShow() {
        try (TestScreen screen = TestScreen.open(server.port(), STREAM, "")) {
            record(screen, () -> pay("one", 300));
            record(
                    screen,
                    () -> say("show", "on", new JsonObject().put("host", "卓玛").put("sku", "tea")));
            record(screen, () -> say(paid("open", 200).put("status", "placed")));
            record(screen, () -> pay("two", 800));
            record(screen, () -> say("payment", "p", new JsonObject().put("order", "open")));
            record(
                    screen,
                    () -> say(
                            "refund", "r", new JsonObject().put("order", "one").put("amount", 300)));
            record(screen, () -> say(paid("never", 50).put("status", "placed")));
            record(screen, () -> say("cancellation", "c", new JsonObject().put("order", "never")));
            record(screen, () -> say("show", "off", new JsonObject().putNull("sku")));
            record(screen, () -> pay("three", 120));
        }
    }

    private void record(TestScreen screen, Runnable step) {
        step.run();
        long version = server.snapshot(STREAM).getLong("version");
        Await.until("the screen", () -> screen.version() >= version);
        showed.put(Seq.parse(seqs.get(seqs.size() - 1)).ms(), held(screen.board()));
    }

    private void pay(String id, long amount) {
        say(paid(id, amount));
    }

    private static JsonObject paid(String id, long amount) {
        return order(STREAM, id, amount).put("channel", "wsnb").put("buyer", buyer("u-" + id, "仁爱", "杭州"));
    }

    private void say(String type, String id, JsonObject more) {
        say(new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", STREAM)
                .mergeIn(more));
    }

    private void say(JsonObject message) {
        Object answer = Json.decodeValue(server.postOrders(message.encode()).body());
        JsonObject ack = answer instanceof JsonArray all ? all.getJsonObject(0) : (JsonObject) answer;
        assertEquals("recorded", ack.getString("result"), ack.encode());
        seqs.add(ack.getString("seq"));
    }

    /** What a ledger holds of a board: not who watches, what comes of the pace, and when it was sealed. */
    private static Map<String, Object> held(Map<String, Object> board) {
        JsonObject held = new JsonObject(board).copy();
        held.remove("audience");
        held.remove("ledger");
        held.getJsonObject("goal").remove("projected");
        return held.getMap();
    }

    /** The board after each message, by its time. */
    private static TreeMap<Long, Map<String, Object>> frames(List<String> messages) {
        TreeMap<Long, Map<String, Object>> frames = new TreeMap<>();
        Map<String, Object> board = Map.of();
        for (JsonObject message : messages.stream().map(JsonObject::new).toList()) {
            if (message.containsKey("board")) {
                board = message.getJsonObject("board").getMap();
            } else if (message.containsKey("patch")) {
                board = Rfc7396.apply(message.getJsonObject("patch").getMap(), board);
                List<?> newer = message.getJsonArray("recent", new JsonArray()).getList();
                List<Object> recent = new ArrayList<>(newer);
                recent.addAll((List<?>) board.get("recent"));
                board.put("recent", recent);
            }
            frames.put(message.getLong("at"), board);
        }
        return frames;
    }

    private RawRequest.Answer ask(String path) {
        return RawRequest.of(path.startsWith("/ws/") ? "WS" : "GET", path, "").send(server.port());
    }

    private JsonObject get(String path) {
        HttpResponse<String> answer = server.send("GET", path, "");
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }
}
