package org.livetally.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/** The numbers of an order, over HTTP, through all that can become of the order. */
final class CertificatesTest {
    private static final String STREAM = "adopt";

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    @BeforeEach
    void begin() {
        JsonObject numbered =
                new JsonObject().put("prefix", "Y-").put("first", 1).put("last", 300);
        JsonObject yak = new JsonObject()
                .put("name", "那曲牦牛")
                .put("price", 100)
                .put("origin", "西藏那曲")
                .put("series", "认养")
                .put("image", "/images/yak.jpg")
                .put("numbered", numbered);
        server.create(new JsonObject()
                .put("id", STREAM)
                .put("title", "认养一头牦牛")
                .put("products", new JsonObject().put("yak", yak).put("tea", new JsonObject().put("name", "Tea"))));
        server.startStream(STREAM);
    }

    @Test
    void namesTheNumbersTheProductAndTheStreamButNoBuyerAndNoAmount() {
        post(order("o-1", 2).put("buyer", new JsonObject().put("id", "u-77")).put("at", 1_592_208_000_456L));

        HttpResponse<String> answer = get("o-1");

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        JsonObject certificate = new JsonObject(answer.body());
        assertEquals(
                new JsonObject().put("title", "认养一头牦牛").put("timezone", "Asia/Shanghai"),
                certificate.getJsonObject("stream"));
        assertEquals("o-1", certificate.getString("order"));
        assertEquals(1_592_208_000_456L, certificate.getLong("at"));
        assertEquals("paid", certificate.getString("status"));
        assertEquals(
                new JsonObject("{\"sku\":\"yak\",\"name\":\"那曲牦牛\",\"prefix\":\"Y-\",\"number\":1,\"last\":300,"
                        + "\"image\":\"/images/yak.jpg\",\"origin\":\"西藏那曲\",\"series\":\"认养\"}"),
                certificate.getJsonArray("numbers").getJsonObject(0));
        assertEquals(List.of(1L, 2L), numbers("o-1"));
        assertFalse(answer.body().contains("u-77"), answer.body());
        assertFalse(answer.body().contains("mount"), answer.body());
    }

    @Test
    void followsTheOrderToItsEnd() {
        post(order("o-1", 1).put("status", "placed"));
        assertEquals("placed", new JsonObject(get("o-1").body()).getString("status"));
        post(event("payment", "p-1", "o-1"));
        assertEquals("paid", new JsonObject(get("o-1").body()).getString("status"));

        post(order("o-2", 3));
        JsonObject back = new JsonObject().put("sku", "yak").put("qty", 2);
        post(event("refund", "r-1", "o-2").put("amount", 200).put("lines", new JsonArray().add(back)));
        assertEquals(List.of(2L), numbers("o-2"));
        post(event("refund", "r-2", "o-2").put("amount", 100));
        assertNone("o-2");

        post(order("o-3", 1).put("status", "placed"));
        post(event("cancellation", "c-1", "o-3"));
        assertNone("o-3");
    }

    @Test
    void whatTheCatalogueNoLongerHasIsNamedByItsSku() {
        post(order("o-1", 1));
        server.send("PUT", "/api/streams/adopt/products", "{}");

        assertEquals(
                new JsonObject("{\"sku\":\"yak\",\"name\":\"yak\",\"number\":1}"),
                new JsonObject(get("o-1").body()).getJsonArray("numbers").getJsonObject(0));
    }

    @Test
    void anOrderWithoutNumbersHasNone() {
        post(OrderJson.order(STREAM, "o-1", 100));

        assertNone("o-1");
        assertNone("nobody");
        HttpResponse<String> nowhere = server.send("GET", "/api/streams/nowhere/certificates/o-1", "");
        assertEquals(404, nowhere.statusCode());
        assertEquals("stream_unknown", new JsonObject(nowhere.body()).getString("rule"));
    }

    private void assertNone(String order) {
        HttpResponse<String> answer = get(order);
        assertEquals(404, answer.statusCode(), answer.body());
        assertEquals("no_numbers", new JsonObject(answer.body()).getString("rule"));
    }

    private List<Long> numbers(String order) {
        return items(order).map(item -> item.getLong("number")).toList();
    }

    private Stream<JsonObject> items(String order) {
        return new JsonObject(get(order).body())
                .getJsonArray("numbers").stream().map(JsonObject.class::cast);
    }

    private HttpResponse<String> get(String order) {
        return server.send("GET", "/api/streams/adopt/certificates/" + order, "");
    }

    private void post(JsonObject message) {
        String answer = server.postOrders(message.encode()).body();
        assertTrue(answer.contains("\"recorded\""), answer);
    }

    private static JsonObject order(String id, int yaks) {
        return OrderJson.order(STREAM, id, 0)
                .put("lines", new JsonArray().add(OrderJson.line("yak", yaks, 100L * yaks)));
    }

    private static JsonObject event(String type, String id, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", STREAM)
                .put("order", order);
    }
}
