package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.livetally.app.Auditor;
import org.livetally.cli.CommandOutcome;
import org.livetally.ledger.replay.Audit;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.Requests;
import org.livetally.testing.TestScreen;

/**
 * Orders of many streams by two nodes, of which a failover loses some that were acked. Every node must say so of every such
 * stream, though only one has acked it, and show and take nothing of it; others go on. After an operator has accepted it, by
 * either node, what was lost is recorded once more, and everything agrees. Every other stream has a screen, at the node that
 * does not ack its orders.
 */
final class LossRun implements AutoCloseable {
    private static final String CAMPAIGN = "all";
    private static final long AMOUNT = 100;
    private static final int ORDERS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<Integer> ports;
    private final List<String> streams;
    /** Of each stream, id to seq. */
    private final Map<String, Map<String, String>> acked = new LinkedHashMap<>();

    private final Map<String, TestScreen> screens = new HashMap<>();
    private List<String> lost = List.of();

    LossRun(List<Integer> ports, int count) {
        this.ports = ports;
        this.streams = IntStream.range(0, count).mapToObj(i -> "show-" + i).toList();
        streams.forEach(id -> {
            acked.put(id, new TreeMap<>());
            post("/api/streams", new JsonObject().put("id", id).put("title", "Show " + id));
            post("/api/streams/" + id + "/start", new JsonObject());
        });
        post(
                "/api/campaigns",
                new JsonObject().put("id", CAMPAIGN).put("title", "All").put("streams", new JsonArray(streams)));
        streams.stream()
                .filter(id -> number(id) % 4 < 2)
                .forEach(id -> screens.put(id, TestScreen.open(ports.get(1 - acker(id)), id, "")));
        streams.forEach(id -> sell(acker(id), List.of(id), "kept"));
    }

    private void post(String path, JsonObject body) {
        HttpResponse<String> answer = Requests.send(ports.get(0), "POST", path, body.encode());
        assertEquals(2, answer.statusCode() / 100, answer::body);
    }

    List<String> streams() {
        return streams;
    }

    private Map<String, String> acked(String stream) {
        return Objects.requireNonNull(acked.get(stream));
    }

    private int number(String stream) {
        return streams.indexOf(stream);
    }

    /** The number of the node that sells a stream. */
    int acker(String stream) {
        return number(stream) % ports.size();
    }

    /** Sells some orders of each of these streams at a node; all must be acked. */
    void sell(int node, List<String> of, String name) {
        List<JsonObject> orders = new ArrayList<>();
        of.forEach(stream -> ids(stream, name).forEach(id -> orders.add(OrderJson.order(stream, id, AMOUNT))));
        for (JsonObject answer : send(node, orders)) {
            assertEquals("ack", answer.getString("type"), answer::encode);
            String id = answer.getString("id");
            acked(id.substring(0, id.indexOf('/'))).put(id, answer.getString("seq"));
        }
    }

    /** The same at the node that sells each of them. */
    void sell(List<String> of, String name) {
        for (int node = 0; node < ports.size(); node++) {
            int at = node;
            sell(node, of.stream().filter(stream -> acker(stream) == at).toList(), name);
        }
    }

    private static List<String> ids(String stream, String name) {
        return IntStream.range(0, ORDERS)
                .mapToObj(i -> stream + "/" + name + "-" + i)
                .toList();
    }

    private List<JsonObject> send(int node, List<JsonObject> orders) {
        if (orders.isEmpty()) {
            return List.of();
        }
        String body = new JsonArray(orders).encode();
        Object answers = Json.decodeValue(
                Requests.send(ports.get(node), "POST", "/api/orders", body).body());
        return (answers instanceof JsonArray all ? all.stream() : Stream.of(answers))
                .map(JsonObject.class::cast)
                .toList();
    }

    /** Waits until screens show what was sold. */
    void awaitShown() {
        screens.forEach((stream, screen) -> Await.until(
                "the screen of " + stream,
                () -> gmv(screen) == AMOUNT * acked(stream).size()));
    }

    private static long gmv(TestScreen screen) {
        return screen.section("totals").getLong("gmv");
    }

    /**
     * Waits until all nodes say that exactly these streams have lost something; returns how long that took, in ms. A node that
     * knows of a loss is not ready.
     */
    long awaitLossIsSaid(List<String> of) {
        lost = of;
        long start = System.nanoTime();
        for (int port : ports) {
            Await.until("the loss is said", PATIENCE, () -> {
                boolean isSaid = wentBack(port) == of.size();
                HttpResponse<String> ready = Requests.send(port, "GET", "/health/ready", "");
                assertTrue(!isSaid || ready.statusCode() == 503, () -> "ready in spite of it: " + ready.body());
                return isSaid && ready.body().contains("ledger_went_back");
            });
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** The gauge. */
    private static int wentBack(int port) {
        return Requests.send(port, "GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith("livetally_ledger_went_back "))
                .map(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    /** Nothing of a lost stream is shown or taken, by either node. */
    void assertNothingIsServed() {
        for (int node = 0; node < ports.size(); node++) {
            int port = ports.get(node);
            for (String stream : lost) {
                HttpResponse<String> board = Requests.send(port, "GET", "/api/boards/" + stream, "");
                assertEquals(503, board.statusCode(), board::body);
                JsonObject told = lost(port, stream);
                assertEquals("went_back", told.getString("state"), told::encode);
                JsonObject refused = send(node, List.of(OrderJson.order(stream, stream + "/refused", AMOUNT)))
                        .get(0);
                assertEquals("unavailable", refused.getString("code"), refused::encode);
                assertTrue(refused.getBoolean("retry"), refused::encode);
            }
        }
        screens.forEach((stream, screen) -> Await.until(
                "the screen of " + stream + " is told",
                () -> !lost.contains(stream)
                        || screen.messages().stream()
                                .anyMatch(text ->
                                        text.startsWith("{\"type\":\"stale\"") && text.contains("ledger_went_back"))));
    }

    private static JsonObject lost(int port, String stream) {
        return new JsonObject(Requests.send(port, "GET", "/api/streams/" + stream + "/lost", "")
                .body());
    }

    /** Of these lost streams, the node that acked them names exactly what was sold by this name. */
    void assertNames(ToIntFunction<String> node, List<String> of, String name) {
        for (String stream : of) {
            JsonObject told = lost(ports.get(node.applyAsInt(stream)), stream);
            assertEquals(
                    ids(stream, name),
                    told.getJsonArray("messages").stream()
                            .map(each -> ((JsonObject) each).getString("id"))
                            .sorted()
                            .toList());
            assertTrue(told.getBoolean("exact"), told::encode);
        }
    }

    /** Streams that lost nothing are sold at both nodes. */
    void assertOthersGoOn() {
        List<String> others =
                streams.stream().filter(stream -> !lost.contains(stream)).toList();
        for (int node = 0; node < ports.size(); node++) {
            sell(node, others, "other-" + node);
        }
    }

    /** The operator's command, now at this, now at that node. Then all are ready again. */
    void accept() {
        int turn = 0;
        for (String stream : lost) {
            int port = ports.get(turn++ / 2 % ports.size());
            CommandOutcome accepted = CommandOutcome.run("accept-loss", stream, "--url", "http://127.0.0.1:" + port);
            assertEquals(0, accepted.exit(), accepted::toString);
        }
        ports.forEach(port -> Await.until(
                "ready again",
                () -> wentBack(port) == 0
                        && Requests.send(port, "GET", "/health/ready", "").statusCode() == 200));
    }

    /** Everything is sent again to both nodes: each order counts once, and what was not lost has kept its seq. */
    void settle(String redisUri, String... namesOfLost) {
        List<String> gone = List.of(namesOfLost);
        for (int node = 0; node < ports.size(); node++) {
            for (String stream : streams) {
                Map<String, String> before = acked(stream);
                List<JsonObject> orders = before.keySet().stream()
                        .map(id -> OrderJson.order(stream, id, AMOUNT))
                        .toList();
                for (JsonObject answer : send(node, orders)) {
                    String id = answer.getString("id");
                    boolean isLost = node == 0
                            && lost.contains(stream)
                            && gone.stream().anyMatch(name -> ids(stream, name).contains(id));
                    assertEquals(isLost ? "recorded" : "duplicate", answer.getString("result"), answer::encode);
                    String seq = before.put(id, answer.getString("seq"));
                    assertEquals(!isLost, answer.getString("seq").equals(seq), answer::encode);
                }
            }
        }
        assertAgrees(redisUri);
    }

    private void assertAgrees(String redisUri) {
        awaitShown();
        long all = 0;
        for (String stream : streams) {
            long gmv = AMOUNT * acked(stream).size();
            all += gmv;
            for (int port : ports) {
                assertEquals(gmv, shown(port, stream));
            }
        }
        long sum = all;
        ports.forEach(port -> Await.until("the campaign", () -> shown(port, "@" + CAMPAIGN) == sum));
        Vertx vertx = Vertx.vertx();
        try {
            RedisAddress address = new RedisAddress(redisUri);
            List<Audit.Report> reports = new ArrayList<>(Await.result(Auditor.audit(vertx, address, null), PATIENCE));
            assertEquals(streams.size(), reports.size());
            reports.addAll(Await.result(
                    Auditor.auditCampaigns(vertx, new Auditor.Data(address), CAMPAIGN, said -> {}), PATIENCE));
            reports.forEach(report -> assertEquals(List.of(), report.differences(), report.stream()));
        } finally {
            Await.result(vertx.close());
        }
        assertFalse(lost.isEmpty());
    }

    private static long shown(int port, String board) {
        HttpResponse<String> answer = Requests.send(port, "GET", "/api/boards/" + board, "");
        assertEquals(200, answer.statusCode(), answer::body);
        return new JsonObject(answer.body())
                .getJsonObject("board")
                .getJsonObject("totals")
                .getLong("gmv");
    }

    @Override
    public void close() {
        screens.values().forEach(TestScreen::close);
    }
}
