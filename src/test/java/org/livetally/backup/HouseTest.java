package org.livetally.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.notify.LinkedLoop;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;

/** What there is besides streams comes back, and without secrets nothing that has one works by itself. */
@ExtendWith(VertxExtension.class)
final class HouseTest {
    private static final String CONNECTOR = "abcdefghijklmnopqrstuv";
    private static final ConnectorKeys HOOK = new ConnectorKeys(CONNECTOR);
    private static final String CAMPAIGN = new CampaignKeys("year").settings();

    private final LinkedLoop loop;

    HouseTest(Vertx vertx) {
        loop = new LinkedLoop(vertx);
        TestRedis.command("HSET", NotifyKeys.TARGETS, "t-1", "{\"kind\":\"webhook\",\"title\":\"Till\"}");
        TestRedis.command("HSET", NotifyKeys.SECRETS, "t-1", "{\"url\":\"https://till.example/\",\"secret\":\"s-1\"}");
        TestRedis.command("ZADD", StreamKeys.REVOKED, "1795971991", "f00d", "+inf", "feed");
        TestRedis.command("HSET", StreamKeys.TOKENS, "t", "{\"role\":\"producer\"}");
        TestRedis.command("ZADD", StreamKeys.TOKEN_ENDS, "1795971991", "t");
        TestRedis.command("HSET", StreamKeys.ERASURE, "key", "of-pseudonyms");
        TestRedis.command("SADD", CampaignKeys.INDEX, "year");
        TestRedis.command("HSET", CAMPAIGN, "title", "全年", "edition", "7", "built", "7");
        TestRedis.command("SADD", ConnectorKeys.INDEX, CONNECTOR);
        TestRedis.command("HSET", HOOK.settings(), "kind", "standard", "stream", "naqu");
        TestRedis.command("HSET", HOOK.secrets(), "list", "[\"s-2\"]");
    }

    private JsonObject read(boolean secrets) {
        return loop.ask(redis -> new House(redis).read(secrets));
    }

    private void restore(JsonObject house) {
        TestRedis.flush();
        JsonObject parsed = new JsonObject(house.encode()); // as from a file
        loop.ask(redis -> new House(redis).write(parsed.copy()));
        loop.ask(redis -> new House(redis).write(parsed.copy())); // as after a kill
    }

    @Test
    void withSecretsAllComesBackAsItWas() {
        JsonObject house = read(true);
        restore(house);
        assertEquals(house, read(true));
        assertEquals("inf", TestRedis.text("ZSCORE", StreamKeys.REVOKED, "feed"));
        assertEquals("0", TestRedis.text("HEXISTS", CAMPAIGN, "built"), "its figures are counted anew");
    }

    @Test
    void withoutSecretsWhatHasOneWaitsForAnother() {
        JsonObject house = read(false);
        for (String secret : new String[] {"s-1", "s-2", "till.example", "of-pseudonyms"}) {
            assertFalse(house.encode().contains(secret), secret);
        }
        restore(house);
        assertTrue(TestRedis.text("HGET", NotifyKeys.TARGETS, "t-1").contains("\"paused\":true"));
        assertTrue(TestRedis.text("HGET", NotifyKeys.SECRETS, "t-1").contains("restored.invalid"));
        String secret = TestRedis.text("HGET", HOOK.secrets(), "list");
        assertTrue(secret.startsWith("[\"whsec_"), secret);
        restore(house);
        assertNotEquals(secret, TestRedis.text("HGET", HOOK.secrets(), "list"), "nobody knows it");
    }
}
