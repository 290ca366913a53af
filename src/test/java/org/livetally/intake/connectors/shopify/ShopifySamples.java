package org.livetally.intake.connectors.shopify;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Signatures;

/** Bodies of Shopify's webhooks, in the structure of recorded ones. */
public final class ShopifySamples {
    public static final String SECRET = "hush-hush-hush";

    /** Two discounts on one line, of the shop's two orders that were recorded on 2025-01-23. */
    public static final String ORDER = """
            {"id":6200407294252,"name":"#1071","test":false,"currency":"HKD","presentment_currency":"HKD",\
            "financial_status":"paid","created_at":"2025-01-23T23:10:15-05:00",\
            "processed_at":"2025-01-23T23:10:14-05:00","cancelled_at":null,"taxes_included":false,\
            "subtotal_price":"164.90","total_price":"186.90","current_total_price":"186.90",\
            "total_tip_received":"0.00","customer":null,"shipping_address":null,\
            "source_name":"shopify_draft_order","line_items":[\
            {"id":15518907892012,"sku":"","variant_id":50398373085484,"quantity":1,"current_quantity":1,\
            "price":"99.00","total_discount":"0.00","gift_card":false,"discount_allocations":[\
            {"amount":"14.10","discount_application_index":0},{"amount":"5.00","discount_application_index":1}]},\
            {"id":15518907924780,"sku":"honey","variant_id":50398373118252,"quantity":1,"current_quantity":1,\
            "price":"100.00","total_discount":"0.00","gift_card":false,"discount_allocations":[\
            {"amount":"15.00","discount_application_index":0}]}]}""";

    /** Of goods and, by an adjustment, of shipping. */
    public static final String REFUND = """
            {"id":929361465,"order_id":450789469,"created_at":"2023-10-03T13:21:34-04:00",\
            "processed_at":"2023-10-03T13:21:34-04:00","refund_line_items":[{"id":1,"line_item_id":2,"quantity":1,\
            "restock_type":"return","subtotal":195.66,"total_tax":3.98,"subtotal_set":{"shop_money":\
            {"amount":"195.66","currency_code":"USD"},"presentment_money":{"amount":"195.66",\
            "currency_code":"USD"}}}],"transactions":[{"id":3,"kind":"refund","status":"success","amount":"5.00",\
            "currency":"USD","test":false}],"order_adjustments":[{"id":4,"kind":"shipping_refund",\
            "amount":"-5.00","tax_amount":"0.00","reason":"Shipping refund"}]}""";

    /** What "Send test" sends, whatever the topic. */
    public static final String TEST = """
            {"id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508",\
            "name":"#9999","test":true,"currency":"USD","confirmed":false,"financial_status":"voided",\
            "created_at":"2026-01-01T00:00:00-05:00","processed_at":null,\
            "cancelled_at":"2026-01-01T00:00:00-05:00","line_items":[{"sku":"IPOD","quantity":1,\
            "price":"199.00"}]}""";

    private ShopifySamples() {}

    /** A shop that counts goods in this currency. */
    public static Shop shop(String currency) {
        return new Shop("s", "shopify", currency, false, false, null, Map.of());
    }

    /** A shop that counts totals in this currency. */
    public static Shop totals(String currency) {
        return new Shop("s", "shopify", currency, true, false, null, Map.of());
    }

    public static Hook hook(String topic, String body) {
        return hook(topic, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A delivery that {@link #SECRET} signed. */
    public static Hook hook(String topic, byte[] body) {
        return new Hook(
                Map.of(
                        "x-shopify-topic",
                        topic,
                        "x-shopify-shop-domain",
                        "tea.myshopify.com",
                        "x-shopify-hmac-sha256",
                        signature(body)),
                body);
    }

    public static String signature(byte[] body) {
        return Signatures.base64(Signatures.hmacSha256(Signatures.utf8(SECRET), body));
    }

    /** An order of 3 × 33.40 in dollars, minus 0.20, with its buyer. */
    public static JsonObject order(long id, String status) {
        JsonObject allocation = new JsonObject().put("amount", "0.20");
        JsonObject line = new JsonObject()
                .put("id", 1)
                .put("sku", "tea")
                .put("quantity", 3)
                .put("price", "33.40")
                .put("discount_allocations", new JsonArray().add(allocation));
        return new JsonObject()
                .put("id", id)
                .put("name", "#" + id)
                .put("test", false)
                .put("currency", "USD")
                .put("financial_status", status)
                .put("created_at", "2026-01-01T20:00:00+08:00")
                .put("processed_at", "2026-01-01T20:00:01+08:00")
                .putNull("cancelled_at")
                .put("taxes_included", false)
                .put("total_tax", "7.00")
                .put("total_tip_received", "3.00")
                .put("total_price", "115.00")
                .put("customer", new JsonObject().put("id", 207119551L).put("email", "bob@example.com"))
                .put("shipping_address", new JsonObject().put("city", "拉萨").put("province", "西藏"))
                .put("line_items", new JsonArray().add(line));
    }

    /** A refund of goods worth {@code amount}, which was paid back. */
    public static JsonObject refund(long id, long order, String amount) {
        JsonObject money = new JsonObject().put("amount", amount).put("currency_code", "USD");
        JsonObject line = new JsonObject()
                .put("quantity", 1)
                .put("subtotal", Double.valueOf(amount))
                .put("subtotal_set", new JsonObject().put("shop_money", money));
        JsonObject payment = new JsonObject()
                .put("kind", "refund")
                .put("status", "success")
                .put("amount", amount)
                .putNull("currency");
        return new JsonObject()
                .put("id", id)
                .put("order_id", order)
                .put("created_at", "2026-01-02T20:00:00+08:00")
                .put("processed_at", "2026-01-02T20:00:00+08:00")
                .put("refund_line_items", new JsonArray().add(line))
                .put("transactions", new JsonArray().add(payment))
                .put("order_adjustments", new JsonArray());
    }
}
