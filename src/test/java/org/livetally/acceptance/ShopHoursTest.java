package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.intake.connectors.shopify.ShopifySamples.ORDER;
import static org.livetally.intake.connectors.shopify.ShopifySamples.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.intake.connectors.shopify.ShopifySamples;
import org.livetally.intake.files.Upload;
import org.livetally.testing.LiveServer;

/** A shop sells all day, and its webhooks are not all that it knows: what counts for the show. */
final class ShopHoursTest {
    @RegisterExtension
    final LiveServer server = LiveServer.with();

    @Test
    void whatIsSoldBeforeTheShowIsListedAndNothingWaitsForIt() {
        ConnectedShop shop = ConnectedShop.scheduled(server.port(), "shopify", "HKD", ShopifySamples.SECRET);

        assertEquals(200, shop.post(shop.shopify("orders/paid", ORDER)));

        assertEquals(List.of("ignored"), shop.outcomes(1));
        assertEquals(0, shop.parked());
    }

    @Test
    void anOrderOfBeforeTheShowThatIsPaidDuringItIsNotOfTheShow() {
        ConnectedShop shop = shop("shopify", "HKD", ShopifySamples.SECRET);

        assertEquals(200, shop.post(ShopifySamples.hook("orders/paid", ORDER)));

        JsonObject listed = shop.deliveries(1).get(0);
        assertEquals("ignored", listed.getString("outcome"));
        assertTrue(listed.encode().contains("\"hook_before\""), listed::encode);
        assertEquals(0, shop.parked());
        assertEquals(0, shop.total("placed"));
    }

    /** The shop's export finds what the webhooks have not brought, and nothing else. */
    @Test
    void anExportAfterTheWebhooksCountsNothingTwice() throws IOException {
        ConnectedShop shop = shop("shopify", "HKD", ShopifySamples.SECRET);
        Upload export = new Upload(server, "shopify");
        byte[] file = Files.readAllBytes(Path.of("src/test/resources/import/shopify.csv"));
        shop.post(shop.shopify("orders/paid", ORDER));
        shop.post(shop.shopify(
                "orders/create", cups(6_200_407_294_253L, 2, "pending").encode()));
        shop.post(shop.shopify(
                "orders/cancelled",
                cups(6_200_407_294_255L, 1, "voided")
                        .put("cancelled_at", "2025-01-24T13:00:00-05:00")
                        .encode()));

        JsonObject missing = export.record("", file);
        assertEquals(3, missing.getInteger("recorded"), missing::encode);
        assertEquals(16_490 + 2_500, shop.total("gmv"));
        assertEquals(2_500, shop.total("refunded"));

        shop.post(shop.shopify(
                "orders/paid", cups(6_200_407_294_254L, 1, "refunded").encode()));
        JsonObject again = export.record("", file);
        assertEquals(0, again.getInteger("recorded"), again::encode);
        assertEquals(16_490 + 2_500, shop.total("gmv"));
        assertEquals(5_000 + 2_500 + 2_500 + 16_490, shop.total("placed"));
        assertEquals(2_500, shop.total("cancelled"));
        assertEquals(List.of(), server.audit());
    }

    private static JsonObject cups(long id, int quantity, String status) {
        JsonObject cups =
                new JsonObject().put("sku", "CUP").put("quantity", quantity).put("price", "25.00");
        return order(id, status).put("currency", "HKD").put("line_items", new JsonArray().add(cups));
    }

    private ConnectedShop shop(String kind, String currency, String secret) {
        return ConnectedShop.live(server.port(), kind, currency, secret);
    }
}
