package org.livetally.intake.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.intake.connectors.SignedHook;
import org.livetally.intake.connectors.woocommerce.WooSamples;
import org.livetally.testing.LiveServer;

/** A shop whose orders come by webhook, and then once more in its export. */
final class ExportAfterWebhookTest {
    private static final String SHOP = "tea.example/shop";

    @RegisterExtension
    static final LiveServer SERVER = LiveServer.with();

    @Test
    void withTheConnectorsPrefixItsExportBringsNothingNew() throws IOException {
        SERVER.create(new JsonObject().put("id", "woo-shop").put("title", "t").put("currency", "USD"));
        SERVER.startStream("woo-shop");
        JsonObject settings = new JsonObject()
                .put("kind", "woocommerce")
                .put("stream", "woo-shop")
                .put("secret", WooSamples.SECRET)
                .put("shop", SHOP);
        JsonObject connector = new JsonObject(
                SERVER.send("POST", "/api/connectors", settings.encode()).body());
        deliver(connector, WooSamples.paid("processing"));
        JsonArray lines = new JsonArray()
                .add(WooSamples.order("").getJsonArray("line_items").getJsonObject(1));
        deliver(connector, WooSamples.order("cancelled").put("id", 728).put("line_items", lines));
        assertEquals(1_800, SERVER.board("woo-shop", "totals").getLong("gmv"));

        byte[] export = Files.readAllBytes(Path.of("src/test/resources/import/woocommerce.csv"));
        String mapping = new JsonObject()
                .put("idPrefix", connector.getString("idPrefix"))
                .encode();
        JsonObject done = new Upload(SERVER, "woo-shop").record(Upload.mapping(mapping), export);

        assertEquals(4, done.getInteger("duplicate"), done::encode);
        assertEquals(0, done.getInteger("recorded"), done::encode);
        assertEquals(0, done.getInteger("conflict"), done::encode);
        assertEquals(1_800, SERVER.board("woo-shop", "totals").getLong("gmv"));
    }

    private static void deliver(JsonObject connector, JsonObject order) {
        order.put("date_created_gmt", Instant.now().toString().substring(0, 19));
        assertEquals(
                200,
                SignedHook.post(
                                SERVER.port(),
                                connector.getString("id"),
                                WooSamples.hook("order.updated", order.encode()))
                        .statusCode());
    }
}
