package org.livetally.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ALL;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.body;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.life.StreamsServer;
import org.livetally.testing.RedisWork;
import org.livetally.testing.TestRedis;

/**
 * A big catalogue is written and read in chunks, so that orders need not wait, and is replaced completely or not at
 * all.
 */
final class BigCatalogueTest {
    private static final int MOST = 10_000;
    private static final String PRODUCTS = ONE + "/products";
    private static final StreamKeys KEYS = new StreamKeys("naqu-4500m");

    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    @Test
    void noStepReadsOrWritesMoreThanAThousandProducts() {
        String all = products(0, MOST, "n").encode();
        String newStream = body().put("id", "other")
                .put("products", products(0, MOST, "n"))
                .encode();
        String patch = new JsonObject().put("products", products(0, MOST, "m")).encode();

        inSteps(() -> assertEquals(200, send("PUT", PRODUCTS, all).statusCode()));
        inSteps(() -> assertEquals(200, send("PATCH", ONE, patch).statusCode()));
        inSteps(() -> assertEquals(201, server.post(ALL, newStream).statusCode()));
        Map<String, Long> read = RedisWork.of(() -> assertEquals(products(0, MOST, "m"), json(server.get(PRODUCTS))));
        assertTrue(read.getOrDefault("hscan", 0L) >= MOST / Catalogue.CHUNK / 2, read::toString);
        assertEquals(MOST, Integer.parseInt(TestRedis.text("HLEN", new StreamKeys("other").catalogue())));
        assertEquals("-1", TestRedis.text("TTL", KEYS.catalogue()));
        assertEquals("-1", TestRedis.text("TTL", new StreamKeys("other").catalogue()));
    }

    private static void inSteps(Runnable change) {
        Map<String, Long> work = RedisWork.of(change);
        long scripts = work.getOrDefault("evalsha", 0L) + work.getOrDefault("eval", 0L);
        assertTrue(scripts > MOST / Catalogue.CHUNK, work::toString);
    }

    @Test
    void whatIsTheSameChangesNothing() {
        send("PUT", PRODUCTS, products(0, 2_500, "n").encode());
        long version = version();

        send("PUT", PRODUCTS, products(0, 2_500, "n").encode());
        send(
                "PATCH",
                ONE,
                new JsonObject().put("products", products(0, 2_400, "n")).encode());
        assertEquals(version, version());

        send("PUT", PRODUCTS, products(0, 2_499, "n").encode());
        assertEquals(version + 1, version());
    }

    @Test
    void bigPatchKeepsWhatItDoesNotName() {
        send("PUT", PRODUCTS, products(0, 3_000, "n").encode());
        JsonObject patch = products(500, 1_600, "m").put("s0", (Object) null);

        assertEquals(
                200,
                send(
                                "PATCH",
                                ONE,
                                new JsonObject()
                                        .put("title", "T")
                                        .put("products", patch)
                                        .encode())
                        .statusCode());

        JsonObject expected = products(0, 3_000, "n").mergeIn(products(500, 1_600, "m"));
        expected.remove("s0");
        assertEquals(expected, json(server.get(PRODUCTS)));
        assertEquals("T", json(server.get(ONE)).getString("title"));
    }

    @Test
    void changesAtTheSameTimeAllCount() {
        send("PUT", PRODUCTS, products(0, 2_000, "n").encode());
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    JsonObject one = i % 3 == 0 ? products(0, 1_200, "m" + i) : new JsonObject();
                    one.put("only-" + i, new JsonObject().put("name", "n").put("unit", ""));
                    return send(
                            "PATCH", ONE, new JsonObject().put("products", one).encode());
                }))
                .toList();
        sent.forEach(answer -> assertEquals(200, answer.join().statusCode()));

        JsonObject left = json(server.get(PRODUCTS));
        IntStream.range(0, 12).forEach(i -> assertTrue(left.containsKey("only-" + i), "change " + i + " is lost"));
        assertEquals(2_012, left.size());
        assertEquals(
                1,
                IntStream.range(0, 1_200)
                        .mapToObj(i -> left.getJsonObject("s" + i).getString("name"))
                        .distinct()
                        .count(),
                "half of one change, half of another");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return server.http().send(method, path, body);
    }

    private static JsonObject products(int from, int to, String name) {
        JsonObject products = new JsonObject();
        for (int i = from; i < to; i++) {
            products.put("s" + i, new JsonObject().put("name", name).put("unit", ""));
        }
        return products;
    }
}
