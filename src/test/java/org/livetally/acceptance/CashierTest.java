package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.scenario.DemoShop;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;

/** The demo's cashier pays what viewers placed, each order once, two seconds later, and nothing else. */
@ExtendWith(VertxExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test
final class CashierTest {
    @RegisterExtension
    final LiveServer server = LiveServer.with();

    private Vertx vertx;

    @BeforeEach
    void open(Vertx own) {
        vertx = own;
        server.create(new JsonObject()
                .put("id", "fair")
                .put("title", "t")
                .put("openOrders", true)
                .put(
                        "products",
                        new JsonObject()
                                .put("tea", new JsonObject().put("name", "Tea").put("price", 100))));
        server.startStream("fair");
    }

    @AfterEach
    void audit() {
        assertEquals(List.of(), server.audit());
    }

    @Test
    void payedTwoSecondsAfterItWasPlacedAlsoWhenTheStreamIsOver() {
        String cashier = cashier();
        long before = System.nanoTime();
        place("live-1");
        server.endStream("fair");

        Await.until("paid", () -> total("gmv") == 100);

        long took = System.nanoTime() - before;
        assertTrue(took >= TimeUnit.SECONDS.toNanos(2), took + " ns");
        assertTrue(took < TimeUnit.SECONDS.toNanos(10), took + " ns");
        Await.result(vertx.undeploy(cashier));
    }

    @Test
    void aCashierWhoStartsAgainPaysWhatWasLeftAndNothingTwice() {
        place("live-1");
        try (TestProducer producer = server.producer()) {
            producer.ask(
                    OrderJson.order("fair", "shop-1", 7).put("status", "placed").encode());
            producer.ask(
                    OrderJson.order("fair", "shop-2", 9).put("channel", "live").encode());
        }
        String first = cashier();
        Await.until("paid", () -> total("gmv") == 109);
        Await.result(vertx.undeploy(first));

        place("live-2");
        cashier();
        Await.until("paid", () -> total("gmv") == 209);

        assertEquals(3, total("orders"), "shop-1 is another's to pay");
        assertEquals(216, total("placed"));
    }

    @Test
    void whatSomebodyElsePaidOrCancelledIsLeftAlone() {
        place("live-1");
        place("live-2");
        about("payment", "live-1");
        about("cancellation", "live-2");
        cashier();
        place("live-3");

        Await.until("paid", () -> total("gmv") == 200);

        assertEquals(100, total("cancelled"));
    }

    private String cashier() {
        return Await.result(
                vertx.deployVerticle(new DemoShop(URI.create("http://127.0.0.1:" + server.port()), "fair")));
    }

    private void about(String type, String order) {
        JsonObject message = new JsonObject()
                .put("type", type)
                .put("id", type + "-1")
                .put("stream", "fair")
                .put("order", order);
        assertTrue(server.postOrders(message.encode()).body().contains("recorded"));
    }

    private void place(String id) {
        JsonObject line = new JsonObject().put("sku", "tea").put("qty", 1);
        try (RawWebSocket ann = server.open("/ws/streams/fair/audience?viewer=ann")) {
            ann.send(new JsonObject()
                    .put("type", "order")
                    .put("id", id)
                    .put("lines", new JsonArray().add(line))
                    .encode());
            Await.until("ack", () -> ann.texts().stream().anyMatch(text -> text.contains("\"recorded\"")));
        }
    }

    private long total(String field) {
        return server.board("fair", "totals").getLong(field);
    }
}
