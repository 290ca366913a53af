package org.livetally.intake.connectors.woocommerce;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Signatures;

/** Bodies of WooCommerce's webhooks, in the structure that its REST API documents. */
public final class WooSamples {
    public static final String SECRET = "hush-hush-hush";

    /** A webhook's order that the shop cannot read any more. */
    public static final String GONE = """
            {"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID.","data":{"status":404}}""";

    private WooSamples() {}

    public static Shop shop(String currency, boolean total, @Nullable String domain) {
        return new Shop("s", "web", currency, total, false, domain, Map.of());
    }

    public static Hook hook(String topic, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Hook(
                Map.of(
                        "x-wc-webhook-topic",
                        topic,
                        "x-wc-webhook-source",
                        "https://Tea.example/shop/",
                        "x-wc-webhook-signature",
                        signature(bytes)),
                bytes);
    }

    public static String signature(byte[] body) {
        return Signatures.base64(Signatures.hmacSha256(Signatures.utf8(SECRET), body));
    }

    /** The documented order: 6.00 + 12.00, shipping 10.00, tax 1.35 are 29.35. */
    public static JsonObject order(String status) {
        return new JsonObject()
                .put("id", 727)
                .put("number", "0727")
                .put("status", status)
                .put("currency", "USD")
                .put("date_created", "2017-03-22T16:28:02")
                .put("date_created_gmt", "2017-03-22T19:28:02")
                .put("date_modified_gmt", "2017-03-22T19:28:08")
                .putNull("date_paid_gmt")
                .put("discount_total", "0.00")
                .put("shipping_total", "10.00")
                .put("total", "29.35")
                .put("total_tax", "1.35")
                .put("prices_include_tax", false)
                .put("customer_id", 26)
                .put("payment_method", "bacs")
                .put("billing", new JsonObject().put("city", "San Francisco").put("email", "john@example.com"))
                .put("shipping", new JsonObject().put("city", "拉萨"))
                .put(
                        "line_items",
                        new JsonArray().add(line("", 2, "6.00", "0.45")).add(line("Bar3", 1, "12.00", "0.90")))
                .put("refunds", new JsonArray());
    }

    private static JsonObject line(String sku, int quantity, String total, String tax) {
        return new JsonObject()
                .put("id", 315)
                .put("product_id", 93)
                .put("variation_id", 0)
                .put("quantity", quantity)
                .put("total", total)
                .put("total_tax", tax)
                .put("sku", sku)
                .put("price", 3);
    }

    /** The same order, paid. */
    public static JsonObject paid(String status) {
        return order(status).put("date_paid_gmt", "2017-03-22T19:28:08");
    }

    /** The same order, paid, with refunds of ids and totals. */
    public static JsonObject refunded(String status, Object... refunds) {
        JsonArray listed = new JsonArray();
        for (int i = 0; i < refunds.length; i += 2) {
            listed.add(new JsonObject().put("id", refunds[i]).put("refund", "").put("total", refunds[i + 1]));
        }
        return paid(status).put("refunds", listed);
    }
}
