package org.livetally.streams.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ALL;
import static org.livetally.streams.life.StreamsServer.ID;
import static org.livetally.streams.life.StreamsServer.NOW;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.body;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;

final class StreamLifeTest {
    private static final long DAY = 86_400_000;

    @RegisterExtension
    final StreamsServer server = StreamsServer.empty();

    @Test
    void newStreamIsScheduledAndHasTheDefaults() {
        HttpResponse<String> response = server.post(ALL, body().encode());
        assertEquals(201, response.statusCode());
        assertEquals(ONE, response.headers().firstValue("Location").orElseThrow());
        assertEquals(
                "{\"id\":\"naqu-4500m\",\"title\":\"4500 米直播\",\"status\":\"scheduled\",\"currency\":\"CNY\",\"currencyDigits\":2,"
                        + "\"timezone\":\"Asia/Shanghai\",\"public\":false,\"openOrders\":false,\"createdAt\":" + NOW
                        + "}",
                response.body());
        assertEquals(response.body(), server.get(ONE).body());
    }

    @Test
    void everyFieldIsKeptAndShownInTheContractsOrder() {
        JsonObject all = body().put("currency", "JPY")
                .put("timezone", "Asia/Tokyo")
                .put("goal", (1L << 53) - 1)
                .put("public", true)
                .put("openOrders", true)
                .put("endsAt", NOW + DAY)
                .put("unknown", "ignored");
        server.post(ALL, all.encode());
        server.post(ONE + "/start", "");
        server.post(ONE + "/end", "");
        assertEquals(
                "{\"id\":\"naqu-4500m\",\"title\":\"4500 米直播\",\"status\":\"ended\",\"currency\":\"JPY\",\"currencyDigits\":0,"
                        + "\"timezone\":\"Asia/Tokyo\",\"goal\":9007199254740991,\"public\":true,\"openOrders\":true,"
                        + "\"createdAt\":" + NOW + ",\"startedAt\":" + NOW + ",\"endsAt\":" + (NOW + DAY)
                        + ",\"endedAt\":" + NOW + "}",
                server.get(ONE).body());
    }

    @Test
    void secondStreamWithAnIdIsRefusedAndChangesNothing() {
        server.create();
        HttpResponse<String> second =
                server.post(ALL, body().put("title", "other").encode());
        assertEquals(409, second.statusCode());
        assertEquals("4500 米直播", json(server.get(ONE)).getString("title"));
        assertEquals(1, version());
        assertEquals(List.of(ID), server.changed);
    }

    @Test
    void listHasTheNewestFirstAndSkipsIdsWithoutAStream() {
        TestRedis.command("SADD", StreamKeys.INDEX, "half-made");
        for (String id : List.of("first", "second", "third")) {
            server.post(ALL, body().put("id", id).encode());
            server.advance(1);
        }
        JsonArray list = new JsonArray(server.get(ALL).body());
        assertEquals(List.of("third", "second", "first"), ids(list));
    }

    @Test
    void listHasManyStreams() {
        IntStream.range(0, 1_201).forEach(i -> {
            StreamKeys keys = new StreamKeys("s-" + i);
            TestRedis.command("SADD", StreamKeys.INDEX, keys.stream());
            TestRedis.command("HSET", keys.settings(), "createdAt", Integer.toString(i));
        });
        List<String> ids = ids(new JsonArray(server.get(ALL).body()));
        assertEquals(1_201, ids.size());
        assertEquals("s-1200", ids.get(0));
    }

    @Test
    void unknownStreamIsNotFound() {
        for (String path : List.of("/api/streams/nobody", "/api/streams/NOT-AN-ID")) {
            assertEquals(404, server.get(path).statusCode());
            assertEquals(404, server.http().send("PATCH", path, "{}").statusCode());
            assertEquals(404, server.post(path + "/start", "").statusCode());
            assertEquals(404, server.post(path + "/end", "").statusCode());
        }
        assertEquals("[]", server.get(ALL).body());
    }

    @Test
    void withoutRedisTheOperatorIsToldToTryAgain() {
        try (StreamsServer alone = StreamsServer.withoutRedis()) {
            alone.begin();
            for (HttpResponse<String> response : List.of(
                    alone.get(ALL),
                    alone.get(ONE),
                    alone.post(ALL, body().encode()),
                    alone.patch("{}"),
                    alone.post(ONE + "/start", ""),
                    alone.post(ONE + "/end", ""))) {
                assertEquals(503, response.statusCode());
                assertEquals("1", response.headers().firstValue("Retry-After").orElseThrow());
                assertTrue(response.body().contains("Redis"));
            }
        }
    }

    private static List<String> ids(JsonArray streams) {
        return streams.stream()
                .map(stream -> ((JsonObject) stream).getString("id"))
                .toList();
    }
}
