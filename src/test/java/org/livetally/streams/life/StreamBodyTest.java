package org.livetally.streams.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ALL;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.body;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.version;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class StreamBodyTest {
    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    @Test
    void brokenUtf8IsNoJson() {
        byte[] latin = "{\"title\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(
                "body",
                server.http().send(server.http().request(ONE).method("PATCH", BodyPublishers.ofByteArray(latin))));
        assertEquals(1, version());
    }

    @Test
    void whatIsNoJsonObjectIsRefused() {
        for (String body : List.of("", "{", "[]", "null", "7", "\"text\"", "{} {}", "title=t")) {
            assertRefused("body", server.post(ALL, body));
            assertRefused("body", server.patch(body));
        }
        assertRefused("body", server.post(ONE + "/start", "[]"));
        assertRefused("body", server.post(ONE + "/end", "{"));
        assertEquals(1, version());
    }

    @Test
    void bodyAboveOneMebibyteIsTooLarge() {
        String blanks = " ".repeat((1 << 20) - 2);
        assertEquals(200, server.patch("{" + blanks + "}").statusCode());
        HttpResponse<String> response = server.patch("{" + blanks + " }");
        assertEquals(413, response.statusCode());
        assertEquals(413, json(response).getInteger("status"));
    }

    @Test
    void formOfAForeignPageIsNotTaken() {
        var form = server.http()
                .request(ALL)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(body().put("id", "foreign").encode()));
        assertEquals(415, server.http().send(form).statusCode());
        var untyped = server.http()
                .request(ALL)
                .POST(BodyPublishers.ofString(body().put("id", "own").encode()));
        assertEquals(201, server.http().send(untyped).statusCode());
        var curl = server.http()
                .request(ONE + "/start")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(""));
        assertEquals(200, server.http().send(curl).statusCode());
        assertFalse(server.get(ALL).body().contains("foreign"));
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
