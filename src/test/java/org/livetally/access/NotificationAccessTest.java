package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.access.AccessServer.OTHER;
import static org.livetally.access.AccessServer.SECRET;
import static org.livetally.access.AccessServer.SHOP;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.RawRequest;

/** An operator of some streams manages notifications of these only, and sees no others. */
final class NotificationAccessTest {
    private static final String ALL = "/api/notifications";

    @RegisterExtension
    static final AccessServer server = AccessServer.with(SECRET);

    @Test
    void ofOwnStreamsOnly() {
        String ofShop = server.token(Role.OPERATOR, SHOP);
        assertEquals("notify_covered", rule(ask("POST", ALL, body(null), ofShop)));
        assertEquals("notify_covered", rule(ask("POST", ALL, body(OTHER), ofShop)));
        String own = id(ask("POST", ALL, body(SHOP), ofShop));
        String ofAll = id(ask("POST", ALL, body(null), server.operator()));
        String ofOther = id(ask("POST", ALL, body(OTHER), server.operator()));

        assertEquals(1, new JsonArray(ask("GET", ALL, "", ofShop).body()).size());
        assertEquals(3, new JsonArray(ask("GET", ALL, "", server.operator()).body()).size());
        for (String id : new String[] {ofAll, ofOther}) {
            String one = ALL + "/" + id;
            assertEquals(404, ask("GET", one, "", ofShop).status());
            assertEquals(404, ask("PATCH", one, "{\"paused\":true}", ofShop).status());
            assertEquals(404, ask("POST", one + "/test", "", ofShop).status());
            assertEquals(404, ask("GET", one + "/attempts", "", ofShop).status());
            assertEquals(404, ask("DELETE", one, "", ofShop).status());
        }
        assertEquals("notify_covered", rule(ask("PATCH", ALL + "/" + own, "{\"streams\":null}", ofShop)));
        assertEquals(
                200, ask("PATCH", ALL + "/" + own, "{\"title\":\"x\"}", ofShop).status());
        assertEquals(204, ask("DELETE", ALL + "/" + own, "", ofShop).status());
    }

    private static String body(@Nullable String stream) {
        JsonObject body = new JsonObject().put("kind", "ntfy").put("url", "https://203.0.113.9/topic");
        return (stream == null ? body : body.put("streams", new JsonArray().add(stream))).encode();
    }

    private static RawRequest.Answer ask(String method, String path, String body, String token) {
        return server.send(RawRequest.of(method, path, body), token);
    }

    private static String id(RawRequest.Answer answer) {
        assertEquals(201, answer.status(), answer::toString);
        return new JsonObject(answer.body()).getString("id");
    }

    private static String rule(RawRequest.Answer answer) {
        return new JsonObject(answer.body()).getString("rule");
    }
}
