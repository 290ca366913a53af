package org.livetally.streams.life;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.testing.TestRedis;

final class StreamValidationTest {
    @RegisterExtension
    static final StreamsServer server = StreamsServer.empty();

    @BeforeEach
    void forget() {
        TestRedis.flush();
        server.create();
    }

    /** A field, and an invalid JSON value for it. */
    static Stream<List<String>> badValues() {
        return Stream.of(
                        rows("title", "\"\"", "null", "7", "\"  \"", "\"a\\nb\"", "\"\\u0000\"", text(201)),
                        rows("timezone", "\"+08:00\"", "\"GMT+8\"", "\"asia/shanghai\"", "\"\"", "null", "8"),
                        rows(
                                "goal",
                                "0",
                                "-1",
                                "1.0",
                                "1e3",
                                "9007199254740992",
                                "18446744073709551617",
                                "\"5\"",
                                "true",
                                "[]"),
                        rows("public", "1", "\"true\"", "null"),
                        rows("openOrders", "0", "\"false\"", "null"),
                        rows("holdMinutes", "-1", "10081", "0.5", "\"30\"", "true"),
                        rows("endsAt", "-1", "1.5", "\"2020-06-15\"", "9007199254740992"),
                        rows(
                                "products",
                                "[]",
                                "null",
                                "\"a\"",
                                "{\"\":{\"name\":\"n\"}}",
                                "{" + text(65) + ":{\"name\":\"n\"}}"),
                        rows("products.a", "7", "\"n\"", "[]"),
                        rows("products.a.name", "\"\"", "null", "7", text(101)),
                        rows("products.a.unit", "null", "7", text(21)))
                .flatMap(rows -> rows);
    }

    /** The same, for fields that only a new stream takes. */
    static Stream<List<String>> badNewValues() {
        return Stream.of(
                        rows("id", "\"\"", "\"UPPER\"", "\"-a\"", "\"a b\"", "\"a}b\"", "7", "null", text(64)),
                        rows("currency", "\"RMB\"", "\"cny\"", "\"\"", "\"CNYX\"", "\"XXX\"", "\"XAU\"", "null", "156"))
                .flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource({"badValues", "badNewValues"})
    void newStreamWithABadValueIsRefused(List<String> row) {
        JsonObject body = with(row, body().put("id", "fresh"));
        HttpResponse<String> response = server.post(ALL, body.encode());
        assertRefused(row.get(0), response);
        assertEquals(404, server.get(ALL + "/fresh").statusCode());
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void patchWithABadValueIsRefused(List<String> row) {
        String before = server.get(ONE).body();
        assertRefused(
                row.get(0),
                server.patch(with(row, new JsonObject().put("openOrders", true)).encode()));
        assertEquals(before, server.get(ONE).body());
        assertEquals(1, version());
    }

    @Test
    void fixedFieldsCannotBeChanged() {
        for (String field : List.of("id", "currency", "status", "createdAt", "startedAt", "endedAt", "goalReachedAt")) {
            assertRefused(
                    field,
                    server.patch(
                            new JsonObject().put("title", "t").put(field, "x").encode()));
        }
        assertEquals(1, version());
    }

    @Test
    void halfACharacterIsNoText() {
        assertRefused("title", server.patch("{\"title\":\"\\ud83d\"}"));
        assertEquals(200, server.patch("{\"title\":\"\\ud83d\\ude00\"}").statusCode());
    }

    @Test
    void longestValuesFit() {
        JsonObject longest = new JsonObject(
                        "{\"id\":" + text(63) + ",\"title\":\"" + "😀".repeat(200) + "\",\"goal\":9007199254740991}")
                .put(
                        "products",
                        new JsonObject("{" + text(64) + ":{\"name\":" + text(100) + ",\"unit\":" + text(20) + "}}"));
        assertEquals(201, server.post(ALL, longest.encode()).statusCode());
    }

    @Test
    void missingIdAndTitleAreNamed() {
        assertRefused("id", server.post(ALL, "{\"title\":\"t\"}"));
        assertRefused("title", server.post(ALL, "{\"id\":\"fresh\"}"));
    }

    @Test
    void timesOfStartAndEndAreIntegers() {
        for (String at : List.of("\"now\"", "1.5", "-1", "true")) {
            assertRefused("at", server.post(ONE + "/start", "{\"at\":" + at + "}"));
            assertRefused("at", server.post(ONE + "/end", "{\"at\":" + at + "}"));
        }
        assertEquals(1, version());
    }

    private static Stream<List<String>> rows(String field, String... values) {
        return Stream.of(values).map(value -> List.of(field, value));
    }

    private static String text(int length) {
        return '"' + "a".repeat(length) + '"';
    }

    /** The body with the row's value at its path; a product has a name unless the row is about it. */
    private static JsonObject with(List<String> row, JsonObject body) {
        JsonObject parent = body;
        String[] path = row.get(0).split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) {
            JsonObject child = new JsonObject();
            parent.put(path[i], i == 0 ? child : child.put("name", "n"));
            parent = child;
        }
        parent.put(path[path.length - 1], new JsonObject("{\"value\":" + row.get(1) + "}").getValue("value"));
        return body;
    }

    private static void assertRefused(String field, HttpResponse<String> response) {
        assertEquals(400, response.statusCode(), response.body());
        assertEquals(field, json(response).getString("field"));
        assertTrue(json(response).getString("detail").length() > 5);
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElseThrow());
    }
}
