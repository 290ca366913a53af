package org.livetally.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.intake.connectors.SignedHook;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.TestRedis;

/** The metrics of connectors: what came, whether it is genuine, what waits, and who is silent while others sell. */
final class ConnectorMetricsTest {
    private static final String SILENT = "livetally_connector_silent";

    @RegisterExtension
    final LiveServer server = LiveServer.with("shop");

    @Test
    void showsWhatCameAndHowConnectorsAre() {
        JsonObject connector =
                new JsonObject(server.send("POST", "/api/connectors", "{\"kind\":\"standard\",\"stream\":\"shop\"}")
                        .body());
        String id = connector.getString("id");
        String secret = connector.getString("secret");
        Hook order = SignedHook.standard(
                secret,
                "msg_1",
                System.currentTimeMillis() + 2_000,
                OrderJson.order("shop", "a", 700).encode());
        Hook refund = SignedHook.standard(
                secret,
                "msg_2",
                System.currentTimeMillis() + 2_000,
                "{\"type\":\"refund\",\"id\":\"r\",\"order\":\"none\",\"amount\":1}");
        SignedHook.post(server.port(), id, order);
        SignedHook.post(server.port(), id, refund);
        Scrape genuine = await("livetally_connector_deliveries_total", 1, "outcome", "parked");
        assertEquals(1, genuine.value("livetally_parked_messages"));
        assertEquals(1, genuine.value("livetally_connector_deliveries_total", "outcome", "recorded"));
        assertEquals(2, genuine.value("livetally_connector_clock_skew_seconds"), 2);
        assertEquals(
                System.currentTimeMillis() / 1e3,
                genuine.value("livetally_connector_last_delivery_timestamp_seconds"),
                60);
        assertEquals(0, genuine.value("livetally_connector_failing"));
        assertEquals(0, genuine.value(SILENT));
        assertFalse(genuine.text.contains(secret), "no metric shows a secret");
        assertFalse(genuine.text.contains(id), "nor an address");

        byte[] forged = order.body().clone();
        forged[5] ^= 1;
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    401,
                    SignedHook.post(server.port(), id, new Hook(order.headers(), forged))
                            .statusCode());
        }
        await("livetally_connector_failing", 1);

        TestRedis.command(
                "HSET",
                "livetally:{hook:" + id + "}:counts",
                "lastAt",
                Long.toString(System.currentTimeMillis() - 700_000));
        server.postOrders(OrderJson.order("shop", "b", 800).encode());
        await(SILENT, 1);

        assertEquals(204, server.send("DELETE", "/api/connectors/" + id, "").statusCode());
        Await.until("its series are gone", () -> !Scrape.of(server).has(SILENT));
    }

    private Scrape await(String metric, long value, String... labels) {
        Scrape[] last = new Scrape[1];
        Await.until(metric + " is " + value, () -> {
            last[0] = Scrape.of(server);
            return last[0].has(metric, labels) && last[0].value(metric, labels) == value;
        });
        return last[0];
    }
}
