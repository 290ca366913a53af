package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.faults.Signals;
import org.livetally.grafana.AlertRule;
import org.livetally.grafana.Expression;
import org.livetally.intake.connectors.SignedHook;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestScreen;

/** Two nodes on one durable Redis, a real Prometheus, and every query of a dashboard or rule. */
final class PrometheusTest {
    private static final String YUAN = "naqu";
    private static final String YEN = "ichi";
    private static final int ORDERS = 20;
    private static final long PRICE = 1_999;
    private static final int LIKES = 7;

    /** The values that Grafana would fill in; the window spans the whole test, however slow the machine is. */
    private static final Map<String, String> VARIABLES =
            Map.of("stream", YUAN, "node", ".*", "__rate_interval", "10m", "__rate_interval_ms", "600000");

    @TempDir
    private Path directory;

    /** What runs, in reverse order of starting. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private LiveServer a;
    private LiveServer b;
    private PrometheusServer prometheus;

    @BeforeEach
    void start() throws IOException {
        a = LiveServer.startOn(directory.resolve("node"));
        running.push(a);
        b = LiveServer.start(a.redisUri(), InstantSource.system());
        running.push(() -> b.close()); // another node by then
        prometheus = PrometheusServer.start(directory, List.of(a.port(), b.port()));
        running.push(prometheus);
        System.gc(); // a JVM has no figures of collections before the first one
        a.create(new JsonObject().put("id", YUAN).put("title", "那曲").put("goal", 100_000));
        a.startStream(YUAN);
        a.create(new JsonObject().put("id", YEN).put("title", "市").put("currency", "JPY"));
        a.startStream(YEN);
        connector();
        // So that later growth is seen as growth.
        awaitValue(2, "count(livetally_stream_orders{stream=\"" + YEN + "\"})");
    }

    @AfterEach
    void stop() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    @Test
    void everyExpressionReturnsDataAndTheTotalsAreTheBoards() {
        int recorded = traffic();
        assertTrue(a.audit().isEmpty());
        awaitValue(recorded, "sum(livetally_orders_total{result=\"recorded\"})");

        for (Expression rule : Expression.ofRules()) {
            if (!isAlert(rule)) {
                awaitData(rule);
            }
        }
        AlertRule.alerts().forEach(this::awaitSilence);
        Expression.ofDashboards().stream()
                .filter(expression -> !expression.promql().startsWith("ALERTS"))
                .forEach(this::awaitData);

        sumsAreOverNodes();
        totalsAreTheBoards();
        aNodeThatIsGoneRaisesAnAlert();
    }

    @Test
    void alertsFireWhileRedisIsSilentAndEndWhenItAnswers() {
        traffic();
        long redis = Signals.redisOn(directory.resolve("node"));
        Signals.send("STOP", redis);
        try {
            awaitFiring("LivetallyRedisUnreachable", 2);
            awaitFiring("LivetallyScreensStale", 2);
        } finally {
            Signals.send("CONT", redis);
        }
        awaitFiring("LivetallyRedisUnreachable", 0);
        awaitFiring("LivetallyScreensStale", 0);
    }

    /** Makes a connector that has got something, so that its metrics exist. */
    private void connector() {
        JsonObject body = new JsonObject().put("kind", "standard").put("stream", YUAN);
        JsonObject made =
                new JsonObject(a.send("POST", "/api/connectors", body.encode()).body());
        Hook hook = SignedHook.standard(
                made.getString("secret"), "msg_1", System.currentTimeMillis(), order(YEN, "of-another-stream"));
        assertEquals(200, SignedHook.post(a.port(), made.getString("id"), hook).statusCode());
    }

    /** Sends orders with all outcomes through both nodes. Returns how many messages were recorded. */
    private int traffic() {
        int recorded = 0;
        for (LiveServer node : List.of(a, b)) {
            String on = node == a ? "a-" : "b-";
            running.push(TestScreen.open(node.port(), YUAN, ""));
            for (String viewer : List.of("one", "two")) {
                RawWebSocket socket = node.open("/ws/streams/" + YUAN + "/audience?viewer=" + on + viewer);
                running.push(socket);
                socket.send("{\"type\":\"like\",\"count\":" + LIKES + "}");
            }
            TestProducer producer = node.producer();
            running.push(producer);
            for (int i = 0; i < ORDERS; i++) {
                assertEquals("ack", producer.ask(order(YUAN, on + i)).getString("type"));
                assertEquals("ack", producer.ask(order(YEN, on + i)).getString("type"));
            }
            assertEquals("duplicate", producer.ask(order(YUAN, on + 0)).getString("result"));
            assertEquals(
                    "conflict",
                    producer.ask(OrderJson.order(YUAN, on + 0, 1).encode()).getString("code"));
            assertEquals("ack", producer.ask(placed(on + "placed")).getString("type"));
            assertEquals("ack", producer.ask(placed(on + "cancelled")).getString("type"));
            assertEquals("ack", producer.ask(event("payment", on + "placed")).getString("type"));
            assertEquals(
                    "ack", producer.ask(event("cancellation", on + "cancelled")).getString("type"));
            assertEquals("ack", producer.ask(refund(on + 1)).getString("type"));
            recorded += 2 * ORDERS + 5;
        }
        return recorded;
    }

    private void sumsAreOverNodes() {
        awaitValue(4, "sum(livetally_sockets{kind=\"audience\"})");
        awaitValue(2, "sum(livetally_sockets{kind=\"screen\"})");
        awaitValue(2, "sum(livetally_sockets{kind=\"producer\"})");
        awaitValue(4 * LIKES, "sum(livetally_likes_total)");
        awaitValue(2, "sum(livetally_orders_total{result=\"duplicate\"})");
        awaitValue(2, "sum(livetally_orders_total{code=\"conflict\"})");
        awaitValue(2, "count(sum by (instance) (livetally_orders_total{result=\"recorded\"}) > " + 2 * ORDERS + ")");
        awaitValue(2.0, panel("livetally-overview.json, Live streams, A"));
        awaitValue(2.0, panel("livetally-overview.json, Nodes, A"));
        awaitValue(4.0, panel("livetally-overview.json, Viewers, A"));
        awaitValue(4.0, panel("livetally-stream.json, Audience, A"));
        double orders = total(YUAN, "orders") + total(YEN, "orders");
        awaitValue(orders, panel("livetally-overview.json, Orders, A"));
        String gmv = panel("livetally-overview.json, GMV, A");
        awaitValue(total(YUAN, "gmv") / 100.0, gmv, "currency=CNY");
        awaitValue(total(YEN, "gmv"), gmv, "currency=JPY");
    }

    private void totalsAreTheBoards() {
        String cny = "currency=CNY,stream=" + YUAN;
        Map<String, String> money = Map.of(
                "GMV",
                "gmv",
                "Placed",
                "placed",
                "Refunded",
                "refunded",
                "Net",
                "net",
                "Cancelled",
                "cancelled",
                "Average order",
                "averageOrder");
        money.forEach((title, field) ->
                awaitValue(total(YUAN, field) / 100.0, panel("livetally-stream.json, " + title + ", A"), cny));
        String counts = "livetally-stream.json, Orders, units, buyers, ";
        awaitValue(total(YUAN, "orders"), panel(counts + "A"));
        awaitValue(total(YUAN, "units"), panel(counts + "B"));
        awaitValue(total(YUAN, "buyers"), panel(counts + "C"));
        JsonObject audience = a.board(YUAN, "audience");
        awaitValue(audience.getDouble("likes"), panel("livetally-stream.json, Likes, A"));
        awaitValue(audience.getDouble("peakViewers"), panel("livetally-stream.json, Audience, B"));
        awaitValue(audience.getDouble("uniqueViewers"), panel("livetally-stream.json, Audience, C"));
        awaitValue(audience.getDouble("views"), panel("livetally-stream.json, Audience, D"));
        JsonObject tea = a.board(YUAN, "products").getJsonObject("tea");
        awaitValue(tea.getDouble("gmv") / 100.0, panel("livetally-stream.json, Products by GMV, A"));
        awaitValue(tea.getDouble("units"), panel("livetally-stream.json, Products by units, A"));
        awaitValue(Math.floor(total(YUAN, "gmv") / 100.0) / 1_000, panel("livetally-stream.json, Goal, A"), cny);
    }

    private void aNodeThatIsGoneRaisesAnAlert() {
        int port = b.port();
        b.close();
        String alert = "ALERTS{alertname=\"LivetallyNodeDown\", alertstate=\"firing\"}";
        Await.until(alert, () -> prometheus.values(alert).keySet().stream().anyMatch(of -> of.contains(":" + port)));
        Expression.ofDashboards().stream()
                .filter(expression -> expression.promql().startsWith("ALERTS"))
                .forEach(this::awaitData);
        assertTrue(value(panel("livetally-overview.json, Alerts firing, A")) >= 1);
        awaitValue(1.0, panel("livetally-overview.json, Nodes, A"));
        b = LiveServer.start(port, a.redisUri(), InstantSource.system());
        Await.until("the alert ends", () -> prometheus.values(alert).isEmpty());
    }

    private void awaitFiring(String alert, int nodes) {
        String promql = "ALERTS{alertname=\"" + alert + "\", alertstate=\"firing\"}";
        Await.until(
                alert + " fires on " + nodes + " nodes",
                () -> prometheus.values(promql).size() == nodes);
    }

    private void awaitData(Expression expression) {
        String promql = expression.with(VARIABLES);
        Await.until(
                expression.where() + " has data: " + promql,
                () -> !prometheus.values(promql).isEmpty());
    }

    /** The alert can be evaluated, and its metrics exist. How fast acks are depends on the machine here. */
    private void awaitSilence(AlertRule alert) {
        String compared = alert.expression().replaceAll("(?s) unless .*", "").replaceAll(" (==|<|>) [0-9.]+", "");
        Await.until(
                alert.name() + " has data: " + compared,
                () -> !prometheus.values(compared).isEmpty());
        Await.until(
                alert.name() + " is silent: " + alert.expression(),
                () -> prometheus.values(alert.expression()).isEmpty()
                        || alert.name().equals("LivetallyAcksSlow"));
    }

    private void awaitValue(double expected, String promql) {
        Await.until(
                promql + " = " + expected + ", now " + prometheus.values(promql),
                () -> prometheus.values(promql).size() == 1 && value(promql) == expected);
    }

    private void awaitValue(double expected, String promql, String labels) {
        Await.until(
                promql + " of " + labels + " = " + expected + ", now " + prometheus.values(promql),
                () -> Double.valueOf(expected).equals(prometheus.values(promql).get(labels)));
    }

    private double value(String promql) {
        return prometheus.values(promql).values().iterator().next();
    }

    /** Exact: money stays below 2^53. */
    private double total(String stream, String field) {
        return b.board(stream, "totals").getDouble(field);
    }

    private static boolean isAlert(Expression rule) {
        return AlertRule.alerts().stream().anyMatch(alert -> alert.expression().equals(rule.promql()));
    }

    private static String panel(String where) {
        return Expression.ofDashboards().stream()
                .filter(expression -> expression.where().equals(where))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no panel " + where))
                .with(VARIABLES);
    }

    private static String order(String stream, String id) {
        return OrderJson.order(stream, id, PRICE)
                .put("buyer", OrderJson.buyer("buyer-" + id, "group", "city"))
                .encode();
    }

    private static String placed(String id) {
        return OrderJson.order(YUAN, id, PRICE).put("status", "placed").encode();
    }

    private static String event(String type, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", type + "-" + order)
                .put("stream", YUAN)
                .put("order", order)
                .encode();
    }

    private static String refund(String order) {
        return new JsonObject(event("refund", order)).put("amount", 500).encode();
    }
}
