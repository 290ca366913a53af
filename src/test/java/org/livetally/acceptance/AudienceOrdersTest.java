package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;

/**
 * A viewer buys: the order is placed at the catalogue's price, and becomes GMV once, when a producer reports the
 * payment.
 */
final class AudienceOrdersTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.with();

    @AfterAll
    static void audit() {
        assertEquals(List.of(), server.audit());
    }

    @Test
    void anOrderIsPlacedByItsViewerAndPaidByAProducer() {
        open("paid");
        String order = order("live-1", OrderJson.line("tea", 2, 39_600));
        String seq;
        try (RawWebSocket ann = viewer("paid", "ann")) {
            seq = ack("recorded", ask(ann, order));
        }
        assertEquals(39_600, total("paid", "placed"));
        assertEquals(0, total("paid", "gmv"));

        try (RawWebSocket ann = viewer("paid", "ann")) {
            assertEquals(seq, ack("duplicate", ask(ann, order)));
            price("paid", 20_000);
            assertEquals(seq, ack("duplicate", ask(ann, order)), "the price has changed since");
            JsonObject unpriced = new JsonObject().put("sku", "tea").put("qty", 2);
            assertEquals(seq, ack("duplicate", ask(ann, order("live-1", unpriced))));
        }
        assertEquals(39_600, total("paid", "placed"));

        pay("paid", "live-1");

        assertEquals(39_600, total("paid", "gmv"));
        assertEquals(1, total("paid", "buyers"));
        JsonObject board = server.snapshot("paid").getJsonObject("board");
        assertEquals(
                "{\"tea\":{\"name\":\"茶\",\"unit\":\"盒\",\"gmv\":39600,\"units\":2,\"orders\":1,\"returned\":0}}",
                board.getJsonObject("products").encode());
        assertEquals(
                "{\"live\":{\"gmv\":39600,\"orders\":1}}",
                board.getJsonObject("channels").encode());
        assertEquals(true, board.getJsonObject("stream").getBoolean("openOrders"));
        try (RawWebSocket ann = viewer("paid", "ann")) {
            assertEquals(seq, ack("duplicate", ask(ann, order)), "also when it is paid");
            JsonObject unpriced = new JsonObject().put("sku", "tea").put("qty", 2);
            assertEquals(seq, ack("duplicate", ask(ann, order("live-1", unpriced))));
            unpriced.put("qty", 3);
            assertEquals("conflict", ask(ann, order("live-1", unpriced)).getString("code"));
            assertEquals(
                    "conflict",
                    ask(ann, order("live-1", OrderJson.line("tea", 1, 20_000))).getString("code"));
        }
        try (RawWebSocket bob = viewer("paid", "bob")) {
            assertEquals("conflict", ask(bob, order).getString("code"), "another's order");
        }
    }

    @Test
    void onAStreamThatIsNotOpenOrdersAreForbidden() {
        server.live("shut");
        price("shut", 19_800);
        try (RawWebSocket ann = viewer("shut", "ann")) {
            JsonObject answer = ask(ann, order("live-1", OrderJson.line("tea", 1, 19_800)));
            assertEquals("forbidden", answer.getString("code"));
            assertEquals(false, answer.getBoolean("retry"));
        }
        assertEquals(0, total("shut", "placed"));
        assertFalse(server.board("shut", "stream").containsKey("openOrders"));
    }

    @Test
    void whenTheStreamHasEndedOrdersAreTooLateAndResendsAreKnown() {
        open("over");
        String early = order("live-1", OrderJson.line("tea", 1, 19_800));
        try (RawWebSocket ann = viewer("over", "ann")) {
            String seq = ack("recorded", ask(ann, early));
            server.endStream("over");
            assertEquals(
                    "stream_ended",
                    ask(ann, order("live-2", OrderJson.line("tea", 1, 19_800))).getString("code"));
            assertEquals(seq, ack("duplicate", ask(ann, early)));
        }
        pay("over", "live-1");
        assertEquals(19_800, total("over", "gmv"));
    }

    @Test
    void beforeTheStartThereIsNothingToBuy() {
        server.create(new JsonObject().put("id", "early").put("title", "t").put("openOrders", true));
        price("early", 19_800);
        try (RawWebSocket ann = viewer("early", "ann")) {
            assertEquals(
                    "unknown_stream",
                    ask(ann, order("live-1", OrderJson.line("tea", 1, 19_800))).getString("code"));
        }
    }

    private static void open(String stream) {
        server.create(new JsonObject().put("id", stream).put("title", "t").put("openOrders", true));
        price(stream, 19_800);
        server.startStream(stream);
    }

    private static void price(String stream, long price) {
        JsonObject tea = new JsonObject()
                .put("name", "茶")
                .put("unit", "盒")
                .put("retailPrice", 22_800)
                .put("price", price);
        assertEquals(
                200,
                server.send(
                                "PUT",
                                "/api/streams/" + stream + "/products",
                                new JsonObject().put("tea", tea).encode())
                        .statusCode());
    }

    private static void pay(String stream, String order) {
        JsonObject payment = new JsonObject()
                .put("type", "payment")
                .put("id", "pay-" + order)
                .put("stream", stream)
                .put("order", order);
        try (TestProducer cashier = server.producer()) {
            assertEquals("recorded", cashier.ask(payment.encode()).getString("result"));
        }
    }

    private static long total(String stream, String field) {
        return server.board(stream, "totals").getLong(field);
    }

    private static RawWebSocket viewer(String stream, String id) {
        return server.open("/ws/streams/" + stream + "/audience?viewer=" + id);
    }

    private static String order(String id, JsonObject line) {
        return new JsonObject()
                .put("type", "order")
                .put("id", id)
                .put("lines", new JsonArray().add(line))
                .encode();
    }

    /** Returns the answer, skipping other messages. */
    private static JsonObject ask(RawWebSocket viewer, String message) {
        List<JsonObject> answers = new ArrayList<>();
        viewer.send(message);
        Await.until("an answer to " + message, () -> {
            JsonObject next = new JsonObject(viewer.next());
            if (!next.getString("type").equals("pulse")) {
                answers.add(next);
            }
            return !answers.isEmpty();
        });
        return answers.get(0);
    }

    private static String ack(String result, JsonObject answer) {
        assertEquals(result, answer.getString("result"), answer.encode());
        return answer.getString("seq");
    }
}
