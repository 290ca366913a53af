package org.livetally.notify.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

/** What operators can say of notifications, on a server that sends to public addresses only. */
final class NotificationRoutesTest {
    private static final String ALL = "/api/notifications";
    /** An address of a public network, at which nobody listens (RFC 5737). */
    private static final String URL = "https://203.0.113.9/hook?key=url-secret";

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    @Test
    void aNotificationIsMadeShownChangedAndDeleted() {
        JsonObject made = made("{\"kind\":\"dingtalk\",\"url\":\"" + URL + "\",\"secret\":\"SEC1\",\"title\":\"群\","
                + "\"streams\":[\"naqu\",\"naqu\"],\"events\":[\"goal.reached\"],\"language\":\"en\"}");
        String one = ALL + "/" + made.getString("id");
        assertEquals("https://203.0.113.9/…", made.getString("url"));
        assertEquals(new JsonArray().add("naqu"), made.getJsonArray("streams"));
        assertFalse(made.containsKey("secret"), "it was given, not made");

        JsonObject changed = answer(200, "PATCH", one, "{\"streams\":null,\"paused\":true,\"title\":\"组\"}");
        assertFalse(changed.containsKey("streams"));
        assertEquals(true, changed.getBoolean("paused"));
        assertEquals(changed, answer(200, "GET", one, ""));
        assertEquals("SEC1", stored(made).getString("secret"), "what is left out stays");
        answer(200, "PATCH", one, "{\"secret\":\"SEC2\",\"paused\":false}");
        assertEquals("SEC2", stored(made).getString("secret"));

        assertEquals(1, new JsonArray(server.send("GET", ALL, "").body()).size());
        assertEquals(204, server.send("DELETE", one, "").statusCode());
        assertEquals("", TestRedis.text("HGET", NotifyKeys.SECRETS, made.getString("id")));
        assertEquals(404, server.send("GET", one, "").statusCode());
    }

    @Test
    void aBadFieldIsNamed() {
        Map.of(
                        "{\"url\":\"" + URL + "\"}",
                        "notify_kind",
                        "{\"kind\":\"webhook\"}",
                        "notify_url",
                        "{\"kind\":\"webhook\",\"url\":\"http://203.0.113.9/\"}",
                        "notify_url",
                        "{\"kind\":\"webhook\",\"url\":\"https://u:p@203.0.113.9/\"}",
                        "notify_url",
                        "{\"kind\":\"webhook\",\"url\":\"" + URL + "\",\"secret\":\"short\"}",
                        "notify_webhook_secret",
                        "{\"kind\":\"webhook\",\"url\":\"" + URL + "\",\"events\":[\"test\"]}",
                        "notify_events",
                        "{\"kind\":\"webhook\",\"url\":\"" + URL + "\",\"streams\":[]}",
                        "notify_streams",
                        "{\"kind\":\"ntfy\",\"url\":\"" + URL + "\",\"language\":\"fr\"}",
                        "notify_language",
                        "{\"kind\":\"ntfy\",\"url\":\"" + URL + "\",\"secret\":\"a b\"}",
                        "notify_secret")
                .forEach((body, rule) ->
                        assertEquals(rule, answer(400, "POST", ALL, body).getString("rule"), body));
    }

    /** Otherwise whoever cannot read a secret could have it sent to a host of their own. */
    @Test
    void aSecretGoesToNoOtherPlaceThanTheOneItWasGivenFor() {
        JsonObject made = made("{\"kind\":\"ntfy\",\"url\":\"" + URL + "\",\"secret\":\"tk_1\"}");
        String one = ALL + "/" + made.getString("id");
        for (String url : new String[] {"https://203.0.113.10/hook", "https://203.0.113.9:8443/hook"}) {
            JsonObject refused = answer(400, "PATCH", one, "{\"url\":\"" + url + "\"}");
            assertEquals("secret", refused.getString("field"));
            assertEquals("notify_secret_again", refused.getString("rule"));
        }
        assertEquals(URL, stored(made).getString("url"));
        answer(200, "PATCH", one, "{\"url\":\"https://203.0.113.9/other\"}");
        assertEquals("tk_1", stored(made).getString("secret"), "the same place");
        answer(200, "PATCH", one, "{\"url\":\"https://203.0.113.10/hook\",\"secret\":\"tk_2\"}");
        assertEquals("tk_2", stored(made).getString("secret"));
    }

    @Test
    void aTargetThatIsNotPublicIsRefused() {
        for (String host : new String[] {
            "127.0.0.1",
            "localhost",
            "10.1.2.3",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "[::1]",
            "[fe80::1]",
            "[fd00::1]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::7f00:1]"
        }) {
            JsonObject refused = answer(400, "POST", ALL, "{\"kind\":\"webhook\",\"url\":\"https://" + host + "/\"}");
            assertEquals("notify_private", refused.getString("rule"), host);
        }
        assertEquals("0", TestRedis.text("HLEN", NotifyKeys.TARGETS));
    }

    /** As a name that led elsewhere when it was added. */
    @Test
    void anAddressThatHasBecomePrivateIsNotWrittenTo() {
        JsonObject made = made("{\"kind\":\"ntfy\",\"url\":\"" + URL + "\"}");
        TestRedis.command(
                "HSET",
                NotifyKeys.SECRETS,
                made.getString("id"),
                "{\"url\":\"http://127.0.0.1:" + server.port() + "/\"}");
        String one = ALL + "/" + made.getString("id");
        answer(202, "POST", one + "/test", "");
        Await.until(
                "a refused attempt",
                () -> server.send("GET", one + "/attempts", "").body().contains("its address is private"));
    }

    @Test
    void aSecretIsMadeAndShownOnceAndLoggedNever() {
        StringBuffer log = new StringBuffer();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.append(line.getMessage()).append(line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.livetally");
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        try {
            JsonObject made = made("{\"kind\":\"webhook\",\"url\":\"" + URL + "\"}");
            String secret = made.getString("secret");
            String one = ALL + "/" + made.getString("id");
            String shown = server.send("GET", ALL, "").body()
                    + answer(200, "PATCH", one, "{\"title\":\"x\"}")
                    + answer(202, "POST", one + "/test", "");
            assertTrue(secret.startsWith("whsec_"), secret);
            String all = shown + log + server.send("GET", "/metrics", "").body();
            assertFalse(all.contains(secret) || all.contains("url-secret"), all);
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
    }

    private JsonObject made(String body) {
        return answer(201, "POST", ALL, body);
    }

    private static JsonObject stored(JsonObject made) {
        return new JsonObject(TestRedis.text("HGET", NotifyKeys.SECRETS, made.getString("id")));
    }

    private JsonObject answer(int status, String method, String path, String body) {
        HttpResponse<String> answer = server.send(method, path, body);
        assertEquals(status, answer.statusCode(), () -> method + " " + path + " " + body + ": " + answer.body());
        return new JsonObject(answer.body());
    }
}
