package org.livetally.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawRequest;
import org.livetally.testing.TestRedis;

/** What is left of the products of a stream, over HTTP. */
final class StockTest {
    private static final String STREAM = "shop";
    private static final String STOCK = "/api/streams/shop/stock";

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    @BeforeEach
    void begin() {
        server.create(new JsonObject()
                .put("id", STREAM)
                .put("title", "Shop")
                .put(
                        "products",
                        new JsonObject()
                                .put("honey", product().put("stock", 12))
                                .put("yak", product().put("stock", 0))
                                .put("tea", product())));
        server.startStream(STREAM);
    }

    @Test
    void saysWhatIsLeftOfEachProductWhoseStockIsCounted() {
        Await.until("the first stock", () -> stock().equals("{\"honey\":12,\"yak\":0}"));
        JsonObject order =
                OrderJson.order(STREAM, "o-1", 500).put("lines", new JsonArray().add(OrderJson.line("honey", 5, 500)));

        assertTrue(server.postOrders(order.encode()).body().contains("recorded"));

        Await.until("what is left", () -> stock().equals("{\"honey\":7,\"yak\":0}"));
    }

    @Test
    void stockThatDidNotMoveIsNotSentAgain() {
        Await.until("the first stock", () -> stock().contains("honey"));
        String tag = server.send("GET", STOCK, "").headers().firstValue("ETag").orElseThrow();
        RawRequest again = RawRequest.of("GET", STOCK, "").with("If-None-Match: " + tag);

        assertEquals(304, again.send(server.port()).status());
        TestRedis.command("ZINCRBY", new StreamKeys(STREAM).stock(), "-1", "honey");
        Await.until("another tag", () -> again.send(server.port()).status() == 200);
    }

    @Test
    void thousandsOfProductsAreReadInChunks() {
        for (int i = 0; i < 2_000; i++) {
            TestRedis.command("ZADD", new StreamKeys(STREAM).stock(), Integer.toString(i), "sku-" + i);
        }

        Await.until("all of them", () -> new JsonObject(stock()).size() == 2_002);
        assertEquals(1_999, new JsonObject(stock()).getLong("sku-1999"));
    }

    @Test
    void thereIsNoneOfAStreamThatDoesNotExist() {
        HttpResponse<String> answer = server.send("GET", "/api/streams/nowhere/stock", "");

        assertEquals(404, answer.statusCode(), answer.body());
        assertEquals("stream_unknown", new JsonObject(answer.body()).getString("rule"));
        assertEquals(404, server.send("GET", "/api/streams/NO/stock", "").statusCode());
        server.create("empty");
        assertEquals("{}", server.send("GET", "/api/streams/empty/stock", "").body());
    }

    private String stock() {
        return server.send("GET", STOCK, "").body();
    }

    private static JsonObject product() {
        return new JsonObject().put("name", "A product").put("price", 100);
    }
}
