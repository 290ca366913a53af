package org.livetally.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ONE;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.life.StreamsServer;
import org.livetally.testing.Await;
import org.livetally.testing.RedisWork;
import org.livetally.testing.TestRedis;

/** A catalogue is read and encoded once, however many clients ask for it, and what they do not read is limited. */
final class SharedCataloguesTest {
    private static final String PRODUCTS = ONE + "/products";
    private static final int ASKING = 400;
    /** In JSON; more than the kernel buffers for a client that does not read. */
    private static final int BIG = 4 << 20;

    private final List<Socket> deaf = new ArrayList<>();
    private StreamsServer server = StreamsServer.start();

    @BeforeEach
    void create() {
        TestRedis.flush();
        server.create();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : deaf) {
            socket.close();
        }
        server.close();
    }

    @Test
    void fourHundredWhoAskOneAfterTheOtherCostOneReading() {
        put(ONE, catalogue(2_500));
        long steps = hscans(() -> server.get(PRODUCTS));
        assertTrue(steps > 1);

        Map<String, Long> work = RedisWork.of(() -> IntStream.range(0, ASKING)
                .forEach(i -> assertEquals(200, server.get(PRODUCTS).statusCode())));
        assertEquals(ASKING, work.get("hmget"));
        assertFalse(work.containsKey("hscan") || work.containsKey("hgetall"), work::toString);

        long other = hscans(() -> {
            server.get(PRODUCTS + ".csv");
            server.get(PRODUCTS + ".csv");
        });
        assertEquals(steps, other, "another form, another reading");
        assertEquals(
                server.get(PRODUCTS).body().getBytes(StandardCharsets.UTF_8).length
                        + server.get(PRODUCTS + ".csv").body().getBytes(StandardCharsets.UTF_8).length,
                server.catalogueBytes());
    }

    @Test
    void whoeverHasChangedItReadsTheChange() {
        for (int i = 1; i < 20; i++) {
            JsonObject products = catalogue(i);
            put(ONE, products);
            HttpResponse<String> answer = server.get(PRODUCTS);
            assertEquals(products, StreamsServer.json(answer));
            assertEquals(answer.body().getBytes(StandardCharsets.UTF_8).length, server.catalogueBytes());
        }
    }

    @Test
    void whoHoldsItCostsALookAtItsVersionEvenOnAServerThatNeverReadIt() {
        put(ONE, catalogue(10));
        String tag = tag();
        server.close();
        server = StreamsServer.start();

        Map<String, Long> work = RedisWork.of(() -> assertEquals(
                304,
                server.http()
                        .send(server.http().request(PRODUCTS).header("If-None-Match", tag))
                        .statusCode()));
        assertEquals(1, work.get("hmget"));
        assertFalse(work.containsKey("hscan"), work::toString);
        assertEquals(0, server.catalogueBytes());
    }

    /** As after a failover to a lagging replica, or a restored backup. */
    @Test
    void dataThatWentBackNeverGivesTwoCataloguesOneTag() {
        put(ONE, catalogue(1));
        String config = new StreamKeys(StreamsServer.ID).settings();
        String earlier = TestRedis.text("HGET", config, "edition");
        server.advance(1);
        put(ONE, catalogue(2));
        String lost = tag();
        TestRedis.command("HSET", config, "edition", earlier);
        server.advance(1);
        put(ONE, catalogue(3));

        assertNotEquals(lost, tag());
        assertEquals(catalogue(3), StreamsServer.json(server.get(PRODUCTS)));
    }

    @Test
    void cataloguesThatNobodyReadsAreBoundedAndFreedWhenTheirReadersLeave() throws IOException {
        server.close();
        server = StreamsServer.start(2 * BIG + BIG / 2);
        JsonObject big = big();
        List<String> streams = List.of("/api/streams/one", "/api/streams/two", "/api/streams/three");
        for (String stream : streams) {
            String id = stream.substring(stream.lastIndexOf('/') + 1);
            server.post(
                    "/api/streams",
                    new JsonObject().put("id", id).put("title", "T").encode());
            put(stream, big);
        }
        ask(streams.get(0));
        Await.until("one is read", () -> server.catalogueBytes() > BIG);
        ask(streams.get(1));
        Await.until("two are read", () -> server.catalogueBytes() > 2 * BIG);

        HttpResponse<String> third = server.get(streams.get(2) + "/products");
        assertEquals(503, third.statusCode(), third::body);
        assertTrue(third.body().contains("Too many catalogues"), third::body);
        assertEquals(200, server.get(streams.get(0) + "/products").statusCode(), "what is held is sent");

        deaf.get(1).close();
        Await.until(
                "there is room again",
                () -> server.get(streams.get(2) + "/products").statusCode() == 200);
        assertTrue(server.catalogueBytes() <= 2 * BIG + BIG / 2);
    }

    private void ask(String stream) throws IOException {
        Socket socket = new Socket();
        deaf.add(socket);
        socket.setReceiveBufferSize(4 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", server.http().port()));
        socket.getOutputStream()
                .write(("GET " + stream + "/products HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static long hscans(Runnable work) {
        return RedisWork.of(work).getOrDefault("hscan", 0L);
    }

    private String tag() {
        return server.get(PRODUCTS).headers().firstValue("ETag").orElseThrow();
    }

    private void put(String stream, JsonObject products) {
        assertEquals(
                200,
                server.http()
                        .send("PUT", stream + "/products", products.encode())
                        .statusCode());
    }

    private static JsonObject catalogue(int products) {
        return products(products, "n");
    }

    private static JsonObject big() {
        return products(10_000, "\uD83C\uDFD4".repeat(100));
    }

    private static JsonObject products(int count, String name) {
        JsonObject products = new JsonObject();
        IntStream.range(0, count).forEach(i -> products.put("s" + i, product(name)));
        return products;
    }

    private static JsonObject product(String name) {
        return new JsonObject().put("name", name).put("unit", "");
    }
}
