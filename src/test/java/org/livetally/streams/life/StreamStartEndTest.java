package org.livetally.streams.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.streams.life.StreamsServer.ID;
import static org.livetally.streams.life.StreamsServer.NOW;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StreamStartEndTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    @RegisterExtension
    final StreamsServer server = StreamsServer.empty();

    @Test
    void startAndEndRaiseTheVersionOnceEachAndTellBoards() {
        server.create();
        assertEquals(1, version());
        server.advance(5);
        assertEquals(NOW + 5, json(server.post(ONE + "/start", "")).getLong("startedAt"));
        assertEquals(2, version());
        server.advance(5);
        JsonObject ended = json(server.post(ONE + "/end", "{}"));
        assertEquals("ended", ended.getString("status"));
        assertEquals(NOW + 10, ended.getLong("endedAt"));
        assertEquals(3, version());
        assertEquals(List.of(ID, ID, ID), server.changed);
    }

    @Test
    void repeatedStartOrEndChangesNothing() {
        server.started();
        server.advance(5);
        HttpResponse<String> again = server.post(ONE + "/start", "");
        assertEquals(200, again.statusCode());
        assertEquals(NOW, json(again).getLong("startedAt"));
        server.post(ONE + "/end", "");
        server.advance(5);
        HttpResponse<String> endedAgain = server.post(ONE + "/end", "");
        assertEquals(200, endedAgain.statusCode());
        assertEquals(NOW + 5, json(endedAgain).getLong("endedAt"));
        assertEquals(3, version());
        assertEquals(3, server.changed.size());
    }

    @Test
    void endedStreamDoesNotStartAndScheduledOneDoesNotEnd() {
        server.create();
        assertEquals(409, server.post(ONE + "/end", "").statusCode());
        server.post(ONE + "/start", "");
        server.post(ONE + "/end", "");
        assertEquals(409, server.post(ONE + "/start", "").statusCode());
        assertEquals(3, version());
    }

    @Test
    void lateOperatorSaysWhenItReallyStartedAndEnded() {
        server.create();
        long month = 30 * DAY;
        assertRefused("at", server.post(ONE + "/start", at(NOW + 1)));
        assertRefused("at", server.post(ONE + "/start", at(NOW - month - 1)));
        assertEquals(
                NOW - month, json(server.post(ONE + "/start", at(NOW - month))).getLong("startedAt"));
        assertRefused("at", server.post(ONE + "/end", at(NOW + 1)));
        assertRefused("at", server.post(ONE + "/end", at(NOW - month - 1)));
        assertEquals(2, version());
        assertEquals(
                NOW - month, json(server.post(ONE + "/end", at(NOW - month))).getLong("endedAt"));
    }

    @Test
    void nodeWhoseClockIsBehindEndsAStreamAtItsStart() {
        server.started();
        server.advance(-1_000);
        assertEquals(NOW, json(server.post(ONE + "/end", "")).getLong("endedAt"));
    }

    private static String at(long ms) {
        return new JsonObject().put("at", ms).encode();
    }

    private static void assertRefused(String field, HttpResponse<String> response) {
        assertEquals(400, response.statusCode());
        assertEquals(field, json(response).getString("field"));
    }
}
