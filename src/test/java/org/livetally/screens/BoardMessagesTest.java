package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawRequest;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestScreen;

/** The messages to screens, exactly as in the contract. */
final class BoardMessagesTest {
    private static final String STREAM = "naqu-4500m";
    private static final List<String> SECTIONS = List.of(
            "totals",
            "audience",
            "goal",
            "stream",
            "products",
            "series",
            "categories",
            "channels",
            "groups",
            "cities",
            "provinces",
            "hosts",
            "funds",
            "explanations",
            "days",
            "deals",
            "show",
            "stock",
            "ledger",
            "trend",
            "recent");

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    @BeforeEach
    void goLive() {
        server.create(new JsonObject().put("id", STREAM).put("title", "那曲").put("goal", 100));
        server.startStream(STREAM);
        buy("one");
    }

    @Test
    void whateverAScreenSaysIsAnsweredByAHeartbeatAtOnce() {
        int probes = 9;
        try (RawWebSocket screen = RawWebSocket.open(server.port(), "/ws/boards/" + STREAM + "?fields=totals");
                RawWebSocket replay = RawWebSocket.open(server.port(), "/ws/boards/" + STREAM + "?from=0&speed=600")) {
            Await.until(
                    "the snapshots",
                    () -> !screen.texts().isEmpty() && !replay.texts().isEmpty());
            for (int i = 0; i < probes; i++) {
                screen.send("{\"type\":\"probe\"}");
                replay.send("{\"type\":\"probe\"}");
            }
            // Without the probes it would take longer than this waits.
            Await.until("heartbeats", () -> heartbeats(screen) >= probes);
            assertTrue(heartbeats(replay) < probes, () -> replay.texts().toString());
        }
    }

    private static long heartbeats(RawWebSocket screen) {
        return screen.texts().stream()
                .filter(text -> text.contains("\"heartbeat\""))
                .count();
    }

    @Test
    void firstComesASnapshotWithTheSectionsAndFieldsInTheOrderOfTheContract() {
        JsonObject snapshot = new JsonObject(screen("").messages().get(0));
        JsonObject board = snapshot.getJsonObject("board");

        assertEquals(List.of("type", "version", "at", "board"), keys(snapshot));
        assertEquals("snapshot", snapshot.getString("type"));
        assertEquals(SECTIONS, keys(board));
        assertEquals(
                List.of("gmv", "orders", "units", "buyers", "placed", "refunded", "net", "cancelled", "averageOrder"),
                keys(board.getJsonObject("totals")));
        assertEquals(
                List.of("likes", "viewers", "peakViewers", "uniqueViewers", "views"),
                keys(board.getJsonObject("audience")));
        assertEquals(List.of("amount", "reachedAt"), keys(board.getJsonObject("goal")));
        assertEquals(
                List.of("id", "title", "status", "currency", "currencyDigits", "timezone", "startedAt"),
                keys(board.getJsonObject("stream")));
        assertEquals(
                List.of("gmv", "units", "orders", "returned"),
                keys(board.getJsonObject("products").getJsonObject("tea")));
        assertEquals(
                "{\"wsnb\":{\"gmv\":300,\"orders\":1}}",
                board.getJsonObject("channels").encode());
        assertEquals(List.of("gmv", "orders", "likes"), keys((JsonObject)
                board.getJsonObject("trend").iterator().next().getValue()));
        assertEquals(
                List.of("seq", "at", "buyer", "city", "amount", "lines"),
                keys(board.getJsonArray("recent").getJsonObject(0)));
    }

    @Test
    void anUpdateCarriesOnlyWhatMovedAndTheNewOrders() {
        TestScreen screen = screen("");
        long before = screen.version();
        buy("two");
        JsonObject update = screen.await("update", 0);

        assertEquals(List.of("type", "version", "from", "at", "patch", "recent"), keys(update));
        assertEquals(before, update.getLong("from"));
        assertTrue(update.getLong("version") > before);
        assertEquals(
                "{\"gmv\":600,\"orders\":2,\"units\":2,\"placed\":600,\"net\":600}",
                update.getJsonObject("patch").getJsonObject("totals").encode());
        assertEquals(
                List.of("totals", "products", "channels", "groups", "cities", "days", "ledger", "trend"),
                keys(update.getJsonObject("patch")));
        String seq = update.getJsonArray("recent").getJsonObject(0).getString("seq");
        assertEquals(1, update.getJsonArray("recent").size());
        assertEquals(
                new JsonObject().put("seq", seq), update.getJsonObject("patch").getJsonObject("ledger"));
    }

    @Test
    void fieldsPickSectionsForSocketsAndForGet() {
        String choice = "?fields=recent,totals";
        assertEquals(
                List.of("totals", "recent"), List.copyOf(screen(choice).board().keySet()));
        JsonObject got = new JsonObject(get("/api/boards/" + STREAM + choice).body());
        assertEquals(List.of("totals", "recent"), keys(got.getJsonObject("board")));
    }

    @Test
    void serverSentEventsAreTheSameMessages() throws Exception {
        TestScreen screen = screen("");
        HttpResponse<Stream<String>> events = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri("/api/boards/" + STREAM + "/events"))
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        assertEquals(
                "text/event-stream", events.headers().firstValue("content-type").orElse(""));
        try (Stream<String> lines = events.body()) {
            Iterator<String> line = lines.iterator();
            assertEquals("data: " + screen.messages().get(0), line.next());
            assertEquals("", line.next());
            buy("two");
            screen.await("update", 0);
            assertEquals("data: " + screen.messages().get(1), line.next());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, fields, /api/boards/naqu-4500m?fields=",
        "400, fields, '/api/boards/naqu-4500m/events?fields=totals,bogus'",
        "404, , /api/boards/nowhere",
        "404, , /api/boards/nowhere/events",
    })
    void whatDoesNotExistIsAProblem(int status, String field, String path) {
        HttpResponse<String> refusal = get(path);
        assertEquals(status, refusal.statusCode());
        assertEquals(
                "application/problem+json",
                refusal.headers().firstValue("content-type").orElse(""));
        assertEquals(field, new JsonObject(refusal.body()).getString("field"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events", "?fields=totals"})
    void aCampaignThatDoesNotExistIsNoBoardEither(String choice) {
        HttpResponse<String> refusal = get("/api/boards/@nowhere" + choice);
        assertEquals(404, refusal.statusCode());
        assertEquals(get("/api/boards/nowhere" + choice).body(), refusal.body());
    }

    @ParameterizedTest
    @CsvSource({
        "400, fields, /ws/boards/naqu-4500m?fields=bogus",
        "404, , /ws/boards/nowhere",
        "404, , /ws/boards/NOWHERE",
        "404, , /ws/boards/@nowhere",
        "404, , /ws/boards/@",
    })
    void socketsAreRefusedBeforeTheUpgrade(int status, String field, String path) throws Exception {
        RawRequest.Answer refusal = RawRequest.of("WS", path, "").send(server.port());
        assertEquals(status, refusal.status(), refusal::toString);
        assertTrue(refusal.hasHeader("content-type: application/problem+json"), refusal::toString);
        assertEquals(field, new JsonObject(refusal.body()).getString("field"));
    }

    private TestScreen screen(String choice) {
        return TestScreen.open(server.port(), STREAM, choice);
    }

    private void buy(String id) {
        JsonObject order = order(STREAM, id, 300).put("channel", "wsnb").put("buyer", buyer("u-9f3", "仁爱社区", "杭州"));
        assertEquals(200, server.postOrders(order.encode()).statusCode());
    }

    private HttpResponse<String> get(String path) {
        return server.send("GET", path, "");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static List<String> keys(JsonObject object) {
        return List.copyOf(object.fieldNames());
    }
}
