package org.livetally.streams.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.livetally.streams.life.StreamsServer.ID;
import static org.livetally.streams.life.StreamsServer.NOW;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;

/** Closing the books of a stream. */
final class StreamCloseTest {
    private static final String CLOSE = ONE + "/close";
    private static final StreamKeys KEYS = new StreamKeys(ID);

    @RegisterExtension
    final StreamsServer server = StreamsServer.empty();

    private void closed() {
        server.started();
        server.post(ONE + "/end", "");
        assertEquals(200, server.post(CLOSE, "").statusCode());
    }

    private static void assertRefused(String rule, HttpResponse<String> answer) {
        assertEquals(409, answer.statusCode());
        assertEquals(rule, json(answer).getString("rule"));
    }

    @Test
    void onlyAStreamThatHasEndedIsClosed() {
        assertEquals(404, server.post(CLOSE, "").statusCode());
        server.create();
        assertRefused("stream_scheduled", server.post(CLOSE, ""));
        server.post(ONE + "/start", "");
        assertRefused("stream_live", server.post(CLOSE, ""));
        server.post(ONE + "/end", "");
        server.advance(5);

        JsonObject closed = json(server.post(CLOSE, "{}"));
        assertEquals("closed", closed.getString("status"));
        assertEquals(NOW, closed.getLong("endedAt"));
        assertEquals(NOW + 5, closed.getLong("closedAt"));
        assertEquals(4, version());
        assertEquals(closed, json(server.get(ONE)));
    }

    @Test
    void aClosedStreamStaysAsItIs() {
        closed();
        long version = version();
        server.advance(5);
        assertEquals(NOW, json(server.post(CLOSE, "")).getLong("closedAt"));
        assertEquals("closed", json(server.post(ONE + "/end", "")).getString("status"));
        assertRefused("stream_closed", server.post(ONE + "/start", ""));
        assertEquals(version, version());
    }

    @Test
    void nodeWhoseClockIsBehindClosesAStreamAtItsEnd() {
        server.started();
        server.post(ONE + "/end", "");
        server.advance(-1_000);
        assertEquals(NOW, json(server.post(CLOSE, "")).getLong("closedAt"));
    }

    @Test
    void neitherCatalogueNorGroupsChangeAnyMore() {
        server.create();
        server.patch("{\"products\":{\"tea\":{\"name\":\"Tea\"}}}");
        server.post(ONE + "/start", "");
        server.post(ONE + "/end", "");
        server.post(CLOSE, "");
        String ledger = TestRedis.text("XLEN", KEYS.ledger());

        assertRefused("stream_closed", server.patch("{\"products\":{\"tea\":{\"name\":\"Black tea\"}}}"));
        assertRefused("stream_closed", server.post(ONE + "/products", "{\"milk\":{\"name\":\"Milk\"}}"));
        assertRefused("stream_closed", server.http().send("PUT", ONE + "/products", "{}"));
        assertRefused("stream_closed", server.http().send("PUT", ONE + "/groups", "{\"school\":{\"headCount\":9}}"));
        assertEquals(ledger, TestRedis.text("XLEN", KEYS.ledger()));
        assertEquals(200, server.patch("{\"title\":\"Of last year\"}").statusCode(), "what it is called is in no book");
    }

    @Test
    void noOrderOfItExpires() {
        server.started();
        TestRedis.command("ZADD", KEYS.holds(), "1", "o-1");
        server.post(ONE + "/end", "");
        assertEquals("1", TestRedis.text("ZCARD", KEYS.holds()));
        server.post(CLOSE, "");
        assertEquals("0", TestRedis.text("EXISTS", KEYS.holds()));
        assertFalse(server.changed.isEmpty());
    }
}
