package org.livetally.streams.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.livetally.streams.life.StreamsServer.ALL;
import static org.livetally.streams.life.StreamsServer.ID;
import static org.livetally.streams.life.StreamsServer.NOW;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.body;
import static org.livetally.streams.life.StreamsServer.gmv;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.product;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;

final class StreamPatchTest {
    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    @Test
    void patchChangesWhatItNamesAndNothingElse() {
        HttpResponse<String> patched = server.patch("{\"title\":\"新\",\"goal\":500,\"public\":true,\"openOrders\":true,"
                + "\"endsAt\":7,\"holdMinutes\":10080,\"timezone\":\"Asia/Urumqi\"}");
        assertEquals(200, patched.statusCode());
        JsonObject expected = body().put("title", "新")
                .put("status", "scheduled")
                .put("currency", "CNY")
                .put("currencyDigits", 2)
                .put("timezone", "Asia/Urumqi")
                .put("goal", 500)
                .put("public", true)
                .put("openOrders", true)
                .put("holdMinutes", 10_080)
                .put("createdAt", NOW)
                .put("endsAt", 7);
        assertEquals(expected, json(patched));
        assertEquals(expected.put("public", false), json(server.patch("{\"public\":false}")));
        assertEquals(3, version());
        assertEquals(List.of(ID, ID), server.changed);
    }

    @Test
    void nullRemovesGoalEndAndHold() {
        server.patch("{\"goal\":500,\"signedRecord\":700,\"endsAt\":7,\"holdMinutes\":0}");
        assertEquals(0, json(server.get(ONE)).getInteger("holdMinutes"));
        assertEquals(700, json(server.patch("{}")).getLong("signedRecord"));
        JsonObject patched =
                json(server.patch("{\"goal\":null,\"signedRecord\":null,\"endsAt\":null,\"holdMinutes\":null}"));
        assertFalse(patched.containsKey("holdMinutes"));
        assertFalse(patched.containsKey("goal"));
        assertFalse(patched.containsKey("signedRecord"));
        assertFalse(patched.containsKey("endsAt"));
        assertEquals(3, version());
    }

    @Test
    void patchThatChangesNothingRaisesNoVersion() {
        server.patch("{\"goal\":500}");
        for (String same : List.of(
                "{}", "{\"goal\":500}", "{\"endsAt\":null}", "{\"products\":{}}", "{\"products\":{\"x\":null}}")) {
            assertEquals(200, server.patch(same).statusCode());
        }
        assertEquals(2, version());
        assertEquals(List.of(ID), server.changed);
    }

    @Test
    void goalIsReachedByWhatWasSoldBeforeItWasSet() {
        gmv(500);
        assertEquals(NOW, goalReachedAt(server.patch("{\"goal\":500}")));
        server.advance(1);
        assertEquals(NOW, goalReachedAt(server.patch("{\"goal\":400}")), "it was reached before");
        assertEquals(null, goalReachedAt(server.patch("{\"goal\":501}")));
        assertEquals(NOW + 1, goalReachedAt(server.patch("{\"goal\":500}")));
        assertEquals(null, goalReachedAt(server.patch("{\"goal\":null}")));
    }

    @Test
    void goalsAreComparedToTheFen() {
        gmv(9007199254740990L);
        assertEquals(null, goalReachedAt(server.patch("{\"goal\":9007199254740991}")));
        assertEquals(NOW, goalReachedAt(server.patch("{\"goal\":9007199254740990}")));
    }

    @Test
    void titleAloneDoesNotTouchTheGoal() {
        server.patch("{\"goal\":500}");
        gmv(500);
        assertEquals(null, goalReachedAt(server.patch("{\"title\":\"t\"}")), "the record script's to say");
    }

    @Test
    void productsAreCatalogued() {
        server.post(
                ALL,
                body().put("id", "other")
                        .put("products", new JsonObject().put("a", new JsonObject().put("name", "甲")))
                        .encode());
        assertEquals(
                "{\"name\":\"甲\",\"unit\":\"\"}", TestRedis.text("HGET", new StreamKeys("other").catalogue(), "a"));

        server.patch("{\"products\":{\"a\":{\"name\":\"A\",\"unit\":\"盒\"},\"b\":{\"name\":\"B\",\"unit\":\"\"}}}");
        server.patch("{\"products\":{\"a\":{\"name\":\"A2\",\"unit\":\"袋\"},\"b\":null}}");
        assertEquals("{\"name\":\"A2\",\"unit\":\"袋\"}", product("a"));
        assertEquals("", product("b"));
        assertEquals(3, version());
    }

    @Test
    void tenThousandProductsFitAndNotOneMore() {
        JsonObject products = new JsonObject();
        for (int i = 0; i < 10_000; i++) {
            products.put("s" + i, new JsonObject().put("name", "n"));
        }
        JsonObject many = body().put("id", "many").put("products", products);
        assertEquals(201, server.post(ALL, many.encode()).statusCode());
        assertEquals("10000", TestRedis.text("HLEN", new StreamKeys("many").catalogue()));
        assertEquals(400, patchMany("{\"products\":{\"one-more\":{\"name\":\"n\"}}}"));
        assertEquals(200, patchMany("{\"products\":{\"s0\":{\"name\":\"changed\"}}}"));
        assertEquals(200, patchMany("{\"products\":{\"one-more\":{\"name\":\"n\"},\"s0\":null}}"));
        assertEquals("10000", TestRedis.text("HLEN", new StreamKeys("many").catalogue()));
        assertEquals(
                200,
                server.http()
                        .send(
                                "PATCH",
                                ONE,
                                new JsonObject().put("products", products).encode())
                        .statusCode());
        assertEquals(
                400,
                server.post(
                                ALL,
                                many.put("id", "more")
                                        .put("products", products.put("x", new JsonObject().put("name", "n")))
                                        .encode())
                        .statusCode());
    }

    private int patchMany(String body) {
        return server.http().send("PATCH", ALL + "/many", body).statusCode();
    }

    private static Long goalReachedAt(HttpResponse<String> response) {
        return json(response).getLong("goalReachedAt");
    }
}
