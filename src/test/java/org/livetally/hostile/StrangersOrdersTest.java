package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;

/** Strangers order as fast as they can, and try everything to create GMV: there is none. */
final class StrangersOrdersTest {
    private static final int SOCKETS = 20;
    private static final int MESSAGES = 30;
    private static final long PRICE = 100;

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    @BeforeEach
    void sell() {
        server.create(new JsonObject()
                .put("id", "fair")
                .put("title", "t")
                .put("openOrders", true)
                .put(
                        "products",
                        new JsonObject()
                                .put("tea", new JsonObject().put("name", "Tea").put("price", PRICE))));
        server.startStream("fair");
    }

    @Test
    void strangersMakeNoGmvAndLeaveProducersAlone() {
        List<RawWebSocket> strangers = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            RawWebSocket stranger = server.open("/ws/streams/fair/audience?viewer=v" + i);
            strangers.add(stranger);
            for (int j = 0; j < MESSAGES; j++) {
                stranger.send(attack(i, j).encode());
            }
        }
        for (RawWebSocket stranger : strangers) {
            Await.until("all answered", () -> answers(stranger).size() == MESSAGES);
        }

        JsonObject totals = server.board("fair", "totals");
        assertEquals(0, totals.getLong("gmv"));
        assertEquals(0, totals.getLong("orders"));
        assertEquals(0, totals.getLong("cancelled"));
        long recorded = strangers.stream()
                .flatMap(stranger -> answers(stranger).stream())
                .filter(answer -> "recorded".equals(answer.getString("result")))
                .count();
        assertTrue(recorded > 0 && recorded <= 5 * SOCKETS, recorded + " recorded");
        assertEquals(recorded * PRICE, totals.getLong("placed"));
        assertTrue(server.limits().audienceOrders.sum() > 0);
        try (TestProducer producer = server.producer()) {
            for (int i = 0; i < SOCKETS; i++) {
                String next = OrderJson.order("fair", "wsnb-" + i, 700).encode();
                assertEquals("recorded", producer.ask(next).getString("result"), "its id was not taken");
            }
        }
        assertEquals(700 * SOCKETS, server.board("fair", "totals").getLong("gmv"));
        assertEquals(List.of(), server.audit());
        strangers.forEach(RawWebSocket::close);
    }

    /** A new connection has a new rate of its own; the rate of its address is not reset. */
    @Test
    void whoConnectsAgainOrdersNoFasterForIt() {
        String reconnecting = "127.0.0.2";
        int loops = Runtime.getRuntime().availableProcessors();
        int connections = 80 * loops;
        long began = System.nanoTime();

        int recorded = 0;
        for (int i = 0; i < connections; i++) {
            recorded += orders(reconnecting, i, 5);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 1;

        assertTrue(recorded >= 200, recorded + " recorded");
        assertTrue(recorded <= loops * (200 + 20 * seconds), recorded + " recorded in " + seconds + " s");
        assertTrue(recorded < 5 * connections, recorded + " recorded in " + seconds + " s");
        assertEquals(5, orders("127.0.0.3", connections, 5), "others order on");
    }

    /** How many of some orders through one connection are recorded. */
    private int orders(String from, int connection, int number) {
        try (RawWebSocket stranger =
                RawWebSocket.open(from, server.port(), "/ws/streams/fair/audience?viewer=w" + connection)) {
            for (int i = 0; i < number; i++) {
                stranger.send(new JsonObject()
                        .put("type", "order")
                        .put("id", "live-" + connection + "-" + i)
                        .put("lines", new JsonArray().add(OrderJson.line("tea", 1, PRICE)))
                        .encode());
            }
            Await.until("all answered", () -> answers(stranger).size() == number);
            return (int) answers(stranger).stream()
                    .filter(answer -> "recorded".equals(answer.getString("result")))
                    .count();
        }
    }

    /** One in four is an order that is accepted, though not with all its fields. */
    private static JsonObject attack(int stranger, int number) {
        String id = "live-" + stranger + "-" + number;
        JsonObject order = new JsonObject()
                .put("type", "order")
                .put("id", id)
                .put("stream", "fair")
                .put("status", "paid")
                .put("lines", new JsonArray().add(OrderJson.line("tea", 1, PRICE)));
        return switch (number % 4) {
            case 1 -> order.put("id", "wsnb-" + stranger);
            case 2 -> order.put("lines", new JsonArray().add(OrderJson.line("tea", 1, 100_000_000)));
            case 3 ->
                new JsonObject()
                        .put("type", "payment")
                        .put("id", id)
                        .put("stream", "fair")
                        .put("order", "live-" + stranger + "-0");
            default -> order;
        };
    }

    private static List<JsonObject> answers(RawWebSocket socket) {
        return socket.texts().stream()
                .map(JsonObject::new)
                .filter(answer -> !answer.getString("type").equals("pulse"))
                .toList();
    }
}
