package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.testing.LiveServer;

/** {@code POST /api/orders}: the same messages and answers as the socket's. */
final class OrderPostTest {
    private static final String TOO_LARGE = "{\"type\":\"error\",\"code\":\"too_large\",\"field\":\"frame\","
            + "\"message\":\"must be at most 262144 bytes\",\"rule\":\"frame_bytes\",\"params\":{\"max\":262144},"
            + "\"retry\":false}";

    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop");

    @Test
    void oneOrderIsAnsweredWithOneObject() {
        HttpResponse<String> first = server.postOrders(order("shop", "one", 100).encode());

        assertEquals(200, first.statusCode());
        assertEquals(
                "application/json", first.headers().firstValue("Content-Type").orElse(""));
        assertTrue(first.body()
                .matches("\\{\"type\":\"ack\",\"id\":\"one\",\"result\":\"recorded\",\"seq\":\"\\d+-\\d+\"}"));
        assertEquals(
                first.body().replace("recorded", "duplicate"),
                server.postOrders(order("shop", "one", 100).encode()).body());
    }

    @Test
    void severalAreAnsweredWithAnArray() {
        long version = version();
        String body = new JsonArray()
                .add(order("shop", "a", 100))
                .add(order("shop", "b", 200))
                .add(order("shop", "c", -1))
                .encode();

        JsonArray answers = new JsonArray(server.postOrders(body).body());

        assertEquals(3, answers.size());
        assertEquals(
                2,
                answers.stream()
                        .filter(one -> "recorded".equals(((JsonObject) one).getString("result")))
                        .count());
        assertEquals(version + 1, version(), "one batch");
    }

    /** One may be answered before another, and a number is no id. */
    @Test
    void whatHasNoReadableIdIsAnsweredByItsPlace() {
        String body = new JsonArray()
                .add(order("shop", "placed", 100))
                .add(order("shop", "x", 100).put("id", 1_017))
                .add(order("shop", "late", 100))
                .add(new JsonObject().put("type", "likes"))
                .encode();

        List<Object> answers = new JsonArray(server.postOrders(body).body())
                .stream()
                        .map(JsonObject.class::cast)
                        .map(answer -> answer.getValue("id", answer.getValue("index")))
                        .toList();

        assertEquals(Set.of("placed", 1, "late", 3), Set.copyOf(answers));
        assertEquals(
                null, new JsonObject(server.postOrders("{\"id\":7}").body()).getValue("index"), "an object is alone");
    }

    @Test
    void noOrdersAreNoAnswers() {
        assertEquals("[]", server.postOrders("[]").body());
    }

    @Test
    void rejectedOrderIsAnAnswerAndNoFailureOfTheRequest() {
        HttpResponse<String> response =
                server.postOrders(order("shop", "bad", -1).encode());

        assertEquals(200, response.statusCode());
        assertEquals(
                "{\"type\":\"error\",\"id\":\"bad\",\"code\":\"invalid_order\",\"field\":\"lines[0].amount\","
                        + "\"message\":\"must be an integer of minor units from 0 to 1000000000000\","
                        + "\"rule\":\"minor_units_range\",\"params\":{\"min\":0,\"max\":1000000000000},\"retry\":false}",
                response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "order", "7", "{\"type\":\"order\"", "{}{}"})
    void bodyThatIsNotJsonIsABadRequest(String body) {
        HttpResponse<String> response = server.postOrders(body);

        assertEquals(400, response.statusCode());
        assertEquals("invalid_json", new JsonObject(response.body()).getString("code"));
        assertEquals("frame", new JsonObject(response.body()).getString("field"));
    }

    @Test
    void bodyThatIsNotUtf8IsABadRequest() throws Exception {
        byte[] body = order("shop", "latin-?", 100).encode().getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xe9;

        assertEquals(400, post(BodyPublishers.ofByteArray(body)).statusCode());
    }

    @Test
    void bodyOverTheLimitIsTooLarge() {
        long version = version();
        String order = order("shop", "huge", 100).encode();

        HttpResponse<String> response = server.postOrders(order + " ".repeat(256 * 1024 + 1 - order.length()));

        assertEquals(413, response.statusCode());
        assertEquals(TOO_LARGE, response.body());
        assertEquals(version, version());
        assertEquals(
                200,
                server.postOrders(order + " ".repeat(256 * 1024 - order.length()))
                        .statusCode());
    }

    @Test
    void bodyWithoutALengthIsMeasuredWhileItComes() throws Exception {
        byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> response = post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(spaces)));

        assertEquals(413, response.statusCode());
        assertEquals(TOO_LARGE, response.body());
    }

    private static HttpResponse<String> post(HttpRequest.BodyPublisher body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/api/orders");
        HttpRequest request = HttpRequest.newBuilder(uri).POST(body).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static long version() {
        return server.snapshot("shop").getLong("version");
    }
}
