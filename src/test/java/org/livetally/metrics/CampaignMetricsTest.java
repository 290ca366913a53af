package org.livetally.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/** The metrics of campaigns: what is counted, how many messages are not, and nothing of those that are not running. */
final class CampaignMetricsTest {
    private static final CampaignKeys KEYS = new CampaignKeys("sale");

    @RegisterExtension
    final LiveServer server = LiveServer.with("shop");

    @Test
    void showsWhatIsCountedAndWhatIsNot() {
        // Another node has the lease, as it seems, so only the test says what is counted.
        TestRedis.command("SET", KEYS.follower(), "nobody");
        TestRedis.command("SET", new CampaignKeys("later").follower(), "nobody");
        create("\"id\":\"sale\",\"title\":\"Sale\"");
        create("\"id\":\"later\",\"title\":\"Later\",\"startsAt\":4000000000000");
        server.postOrders("[" + OrderJson.order("shop", "a", 700).encode() + ","
                + OrderJson.order("shop", "b", 800).encode() + "]");
        TestRedis.command("HSET", KEYS.cursors(), "shop", "0-0 1 -");
        TestRedis.command("HSET", KEYS.next().cursors(), "shop", "0-0 1 -");
        TestRedis.command("HSET", KEYS.tallies().totals(), "gmv", "1500", "orders", "2");
        TestRedis.command("SADD", KEYS.tallies().buyers(), "u", "v", "w");

        Scrape before = awaitBehind(2);
        assertFalse(before.has("livetally_campaign_gmv_minor_units"), "not until it is built");
        assertTrue(before.has("livetally_campaign_info", "campaign", "sale", "title", "Sale", "currency", "CNY"));
        assertFalse(before.text.contains("campaign=\"later\""));

        TestRedis.command("HSET", KEYS.settings(), "built", TestRedis.text("HGET", KEYS.settings(), "edition"));
        String last = TestRedis.text("HGET", "livetally:{shop}:totals", "last");
        TestRedis.command("HSET", KEYS.cursors(), "shop", last + " 3 -");
        Scrape after = awaitBehind(0);
        assertEquals(1_500, after.value("livetally_campaign_gmv_minor_units", "campaign", "sale", "currency", "CNY"));
        assertEquals(2, after.value("livetally_campaign_orders"));
        assertEquals(3, after.value("livetally_campaign_buyers"));
        assertEquals(1, after.value("livetally_campaign_streams"));
    }

    private void create(String fields) {
        String body = "{" + fields + ",\"streams\":[\"shop\"]}";
        assertEquals(201, server.send("POST", "/api/campaigns", body).statusCode());
    }

    private Scrape awaitBehind(long messages) {
        Scrape[] last = new Scrape[1];
        Await.until("a reading", () -> {
            Scrape scrape = Scrape.of(server);
            last[0] = scrape;
            return scrape.has("livetally_campaign_behind_messages")
                    && scrape.value("livetally_campaign_behind_messages") == messages;
        });
        return last[0];
    }
}
