package org.livetally.streams.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ALL;
import static org.livetally.streams.life.StreamsServer.ID;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.body;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.rule.Rule;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;

/**
 * Operators' changes are refused with a reason while there is a problem, such as a nearly full disk; reads still work.
 */
final class RefusedChangeTest {
    private static final String PROBLEM = "less than 128 MiB are free for the data directory";

    @RegisterExtension
    final StreamsServer server = StreamsServer.empty();

    @Test
    void changesAreRefusedAndWriteNothing() {
        server.create();
        server.problem = Rule.DISK_LOW.reason(128);
        List<String> before = held();

        refused(server.post(ALL, body().put("id", "another").encode()));
        refused(server.patch("{\"title\":\"other\"}"));
        refused(server.post(ONE + "/start", ""));
        refused(server.post(ONE + "/end", ""));

        assertEquals(before, held());
        assertEquals(200, server.get(ONE).statusCode());
        server.problem = null;
        assertEquals(200, server.post(ONE + "/start", "").statusCode());
    }

    private static void refused(HttpResponse<String> response) {
        assertEquals(503, response.statusCode());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertTrue(response.headers().firstValue("Retry-After").isPresent());
        assertTrue(response.body().contains(PROBLEM), response.body());
    }

    private static List<String> held() {
        return List.of(
                TestRedis.text("SMEMBERS", StreamKeys.INDEX),
                TestRedis.text("HGETALL", new StreamKeys(ID).settings()),
                TestRedis.text("HGETALL", new StreamKeys(ID).totals()));
    }
}
