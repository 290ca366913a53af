package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestScreen;

/** Ten thousand units, two nodes, many sockets, twice the demand: all are sold, none twice. */
final class HotItemTest {
    private static final String STREAM = "hot";
    private static final String SKU = "honey";
    private static final int STOCK = 10_000;
    private static final int SOCKETS = 32;
    private static final int FRAMES = 10;
    private static final int ORDERS_A_FRAME = 30;

    @RegisterExtension
    final LiveServer one = LiveServer.with(InstantSource.system());

    private final ExecutorService threads = Executors.newFixedThreadPool(SOCKETS);

    /** What a socket sent, by id, and its answers. */
    private record Sales(Map<String, JsonObject> orders, List<JsonObject> answers) {}

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void asManyAsThereAreAreSoldAndNobodyIsToldOtherwise() throws InterruptedException, ExecutionException {
        JsonObject honey = new JsonObject().put("name", "蜂蜜").put("stock", STOCK);
        one.create(new JsonObject()
                .put("id", STREAM)
                .put("title", "Hot")
                .put("products", new JsonObject().put(SKU, honey)));
        one.startStream(STREAM);
        try (LiveServer two = LiveServer.start(TestRedis.uri(), InstantSource.system());
                TestScreen screenOfOne = TestScreen.open(one.port(), STREAM, "?fields=stock,products");
                TestScreen screenOfTwo = TestScreen.open(two.port(), STREAM, "?fields=stock,products")) {
            long sold = sold(rush(List.of(one, two)));
            sold += buyTheRest(two, STOCK - sold);
            assertEquals(STOCK, sold);
            assertLedger();
            for (LiveServer server : List.of(one, two)) {
                JsonObject row = server.board(STREAM, "products").getJsonObject(SKU);
                assertEquals(0, row.getLong("stock"), row::encode);
            }
            for (TestScreen screen : List.of(screenOfOne, screenOfTwo)) {
                Await.until("the screen", () -> screen.section("stock").getLong(SKU) == 0);
                screen.messages().forEach(HotItemTest::assertNeverBelowZero);
            }
            assertEquals(List.of(), one.audit());
        }
    }

    private List<Sales> rush(List<LiveServer> servers) throws InterruptedException, ExecutionException {
        List<Callable<Sales>> tasks = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            TestProducer producer = servers.get(i % 2).producer();
            String buyer = "b" + i;
            tasks.add(() -> buy(producer, buyer));
        }
        long start = System.nanoTime();
        List<Sales> sales = new ArrayList<>();
        for (Future<Sales> done : threads.invokeAll(tasks)) {
            sales.add(done.get());
        }
        System.out.printf(
                "HOT ITEM: %d orders over two nodes in %d ms%n",
                SOCKETS * FRAMES * ORDERS_A_FRAME, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return sales;
    }

    private static Sales buy(TestProducer producer, String buyer) {
        Map<String, JsonObject> orders = new HashMap<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            JsonArray its = new JsonArray();
            for (int i = 0; i < ORDERS_A_FRAME; i++) {
                String id = buyer + "-" + frame + "-" + i;
                JsonObject order = order(id, 1 + (frame + i) % 3);
                orders.put(id, order);
                its.add(order);
            }
            producer.send(its.encode());
        }
        try (producer) {
            return new Sales(orders, producer.answers(orders.size()));
        }
    }

    /** Half of them are only placed, which takes as much. */
    private static JsonObject order(String id, int qty) {
        return OrderJson.order(STREAM, id, 0)
                .put("lines", new JsonArray().add(OrderJson.line(SKU, qty, qty * 50L)))
                .put("status", qty == 2 ? "placed" : "paid");
    }

    /** The units that the sockets got. Others were refused because of what was left, and told so. */
    private static long sold(List<Sales> all) {
        long sold = 0;
        for (Sales sales : all) {
            for (JsonObject answer : sales.answers) {
                long qty = qty(Objects.requireNonNull(sales.orders.get(answer.getString("id")), answer::encode));
                if (answer.getString("type").equals("ack")) {
                    assertEquals("recorded", answer.getString("result"), answer::encode);
                    sold += qty;
                } else {
                    assertSoldOut(answer, qty);
                }
            }
        }
        assertTrue(sold <= STOCK, () -> "sold more than there was");
        return sold;
    }

    private static long qty(JsonObject order) {
        return order.getJsonArray("lines").getJsonObject(0).getLong("qty");
    }

    private static void assertSoldOut(JsonObject answer, long qty) {
        assertEquals("sold_out", answer.getString("code"), answer::encode);
        assertEquals("lines[0].qty", answer.getString("field"), answer::encode);
        long left = answer.getJsonObject("params").getLong("left");
        assertTrue(0 <= left && left < qty, answer::encode);
    }

    /** One by one; the next is refused. */
    private static long buyTheRest(LiveServer server, long rest) {
        try (TestProducer producer = server.producer()) {
            for (int i = 0; i < rest; i++) {
                JsonObject ack = producer.ask(order("late-" + i, 1).encode());
                assertEquals("recorded", ack.getString("result"), ack::encode);
            }
            JsonObject refusal = producer.ask(order("too-late", 1).encode());
            assertSoldOut(refusal, 1);
        }
        return rest;
    }

    /** In the order of the ledger, there always was enough. */
    private void assertLedger() {
        long left = STOCK;
        String after = "0-0";
        while (!after.isEmpty()) {
            JsonObject page = new JsonObject(
                    one.send("GET", "/api/streams/" + STREAM + "/orders?limit=1000&type=order&after=" + after, "")
                            .body());
            for (Object entry : page.getJsonArray("messages")) {
                left -= qty((JsonObject) entry);
                assertTrue(left >= 0, entry::toString);
            }
            after = page.getString("next", "");
        }
        assertEquals(0, left);
    }

    private static void assertNeverBelowZero(String message) {
        JsonObject json = new JsonObject(message);
        JsonObject board = json.getJsonObject("board", json.getJsonObject("patch", new JsonObject()));
        Long inStock = board.getJsonObject("stock", new JsonObject()).getLong(SKU, 0L);
        JsonObject row = board.getJsonObject("products", new JsonObject()).getJsonObject(SKU, new JsonObject());
        assertTrue(inStock >= 0 && row.getLong("stock", 0L) >= 0, message);
    }
}
