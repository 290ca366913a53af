package org.livetally.intake.connectors.shopify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.livetally.intake.connectors.Shops.ids;
import static org.livetally.intake.connectors.Shops.messages;
import static org.livetally.intake.connectors.Shops.reasons;
import static org.livetally.intake.connectors.shopify.ShopifySamples.ORDER;
import static org.livetally.intake.connectors.shopify.ShopifySamples.REFUND;
import static org.livetally.intake.connectors.shopify.ShopifySamples.TEST;
import static org.livetally.intake.connectors.shopify.ShopifySamples.hook;
import static org.livetally.intake.connectors.shopify.ShopifySamples.order;
import static org.livetally.intake.connectors.shopify.ShopifySamples.shop;
import static org.livetally.intake.connectors.shopify.ShopifySamples.totals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.HookFuzz;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.UnreadableException;

class ShopifyOrderTest {
    private final ShopifyPlatform shopify = new ShopifyPlatform();

    @Test
    void theRecordedOrderIsItsLinesAsPaid() throws Exception {
        Translation paid = shopify.translate(hook("orders/paid", ORDER), shop("HKD"));

        assertEquals("orders/paid", paid.topic());
        assertEquals("#1071", paid.reference());
        assertEquals(new JsonObject("""
                {"type":"order","id":"shopify-6200407294252","stream":"s","at":1737691815000,"channel":"shopify",
                 "lines":[{"sku":"v50398373085484","qty":1,"amount":7990},{"sku":"honey","qty":1,"amount":8500}],
                 "status":"placed"}"""), messages(paid).get(0));
        assertEquals(new JsonObject("""
                {"type":"payment","id":"shopify-6200407294252-paid","stream":"s","at":1737691814000,
                 "order":"shopify-6200407294252"}"""), messages(paid).get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders/create", "orders/paid", "orders/cancelled", "orders/updated"})
    void theTopicDoesNotChangeWhatAnOrderIs(String topic) throws Exception {
        JsonObject paid = order(5, "refunded").put("cancelled_at", "2026-01-03T20:00:00+08:00");

        Translation translation = shopify.translate(hook(topic, paid.encode()), shop("USD"));

        assertEquals(List.of("shopify-5", "shopify-5-paid"), ids(translation));
        JsonObject placed = messages(translation).get(0);
        assertEquals(message("orders/create", order(5, "pending"), shop("USD")), placed);
        assertEquals(
                new JsonObject()
                        .put("id", "shopify-c207119551")
                        .put("city", "拉萨")
                        .put("province", "西藏"),
                placed.getJsonObject("buyer"));
    }

    @Test
    void anOrderThatWasNeverPaidIsPlacedOrCancelled() throws Exception {
        JsonObject cancelled = order(5, "voided").put("cancelled_at", "2026-01-03T20:00:00+08:00");

        for (String status : List.of("pending", "authorized", "partially_paid", "expired", "voided", "anything")) {
            assertEquals(
                    List.of("shopify-5"),
                    ids(shopify.translate(hook("orders/create", order(5, status).encode()), shop("USD"))));
        }
        Translation translation = shopify.translate(hook("orders/cancelled", cancelled.encode()), shop("USD"));
        assertEquals(List.of("shopify-5", "shopify-5-cancelled"), ids(translation));
        assertEquals(
                Instant.parse("2026-01-03T12:00:00Z").toEpochMilli(),
                messages(translation).get(1).getLong("at"));
    }

    /** Headers are not signed: a body that was seen can come again under another topic. */
    @Test
    void aBodyThatDoesNotFitItsTopicMovesNoMoney() throws Exception {
        Translation unpaid =
                shopify.translate(hook("orders/paid", order(5, "pending").encode()), shop("USD"));
        assertEquals(List.of("shopify-5"), ids(unpaid));
        assertEquals(List.of(Rule.HOOK_UNPAID.reason()), reasons(unpaid));

        assertUnreadable("orders/cancelled", order(5, "pending").encode(), "cancelled_at is missing");
        assertUnreadable("orders/paid", REFUND, "line_items is missing");
        assertUnreadable("refunds/create", ORDER, "order_id is missing");
        Translation other = shopify.translate(hook("products/update", ORDER), shop("HKD"));
        assertEquals(List.of(Rule.HOOK_TOPIC.reason("products/update")), reasons(other));
    }

    @Test
    void testOrdersCountOnlyWhereTheyMay() throws Exception {
        assertEquals(
                List.of(Rule.HOOK_TEST.reason()), reasons(shopify.translate(hook("orders/paid", TEST), shop("USD"))));
        Shop trial = new Shop("s", null, "USD", false, true, null, Map.of());
        assertEquals(
                List.of("shopify-820982911946154508", "shopify-820982911946154508-cancelled"),
                ids(shopify.translate(hook("orders/create", TEST), trial)));
    }

    @Test
    void anotherCurrencyOrShopIsIgnored() throws Exception {
        assertEquals(
                List.of(Rule.OTHER_CURRENCY.reason("CNY", "HKD")),
                reasons(shopify.translate(hook("orders/paid", ORDER), shop("CNY"))));
        Shop honey = new Shop("s", null, "HKD", false, false, "honey.myshopify.com", Map.of());
        assertEquals(
                List.of(Rule.HOOK_DOMAIN.reason("tea.myshopify.com", "honey.myshopify.com")),
                reasons(shopify.translate(hook("orders/paid", ORDER), honey)));
        Shop tea = new Shop("s", null, "HKD", false, false, "https://Tea.myshopify.com/", Map.of());
        assertEquals(2, ids(shopify.translate(hook("orders/paid", ORDER), tea)).size());
    }

    @Test
    void idsBeyondDoublesKeepTheirDigits() throws Exception {
        JsonObject order = order(9_007_199_254_740_993L, "paid").put("id", 820_982_911_946_154_508L);
        assertEquals(
                "shopify-820982911946154508",
                ids(shopify.translate(hook("orders/paid", order.encode()), shop("USD")))
                        .get(0));

        order.put("admin_graphql_api_id", "gid://shopify/Order/820982911946154508");
        assertEquals(
                2,
                ids(shopify.translate(hook("orders/paid", order.encode()), shop("USD")))
                        .size());
        order.put("id", 820_982_911_946_154_500L); // as something that reads doubles would pass it on
        assertUnreadable("orders/paid", order.encode(), "admin_graphql_api_id has not the documented form");
        assertUnreadable(
                "orders/paid",
                order(5, "paid").encode().replace("\"id\":5,", "\"id\":8e17,"),
                "id has not the documented form");
    }

    @Test
    void giftCardsAreNoGoods() throws Exception {
        JsonObject order = order(5, "paid");
        JsonObject card = new JsonObject()
                .put("id", 2)
                .put("quantity", 1)
                .put("price", "50.00")
                .put("gift_card", true);
        order.getJsonArray("line_items").add(card);
        assertEquals(
                1,
                message("orders/paid", order, shop("USD")).getJsonArray("lines").size());

        order.put("total_price", "165.00");
        assertEquals(
                new JsonObject().put("sku", "l2").put("qty", 1L).put("amount", 5_000L),
                message("orders/paid", order, totals("USD"))
                        .getJsonArray("lines")
                        .getJsonObject(1));
        order.put("line_items", new JsonArray().add(card));
        assertEquals(
                List.of(Rule.HOOK_NOTHING.reason()),
                reasons(shopify.translate(hook("orders/paid", order.encode()), shop("USD"))));
    }

    @Test
    void nothingElseIsThrownWhateverABodyHolds() {
        String body = order(5, "paid")
                .put("refunds", new JsonArray().add(new JsonObject(REFUND)))
                .encode();
        for (Shop shop : List.of(shop("USD"), totals("USD"))) {
            HookFuzz.assertNothingElseIsThrown(shopify, shop, hook("orders/updated", body));
        }
    }

    private JsonObject message(String topic, JsonObject order, Shop shop) throws UnreadableException {
        return messages(shopify.translate(hook(topic, order.encode()), shop)).get(0);
    }

    private void assertUnreadable(String topic, String body, String why) {
        assertEquals(
                why,
                assertThrows(UnreadableException.class, () -> shopify.translate(hook(topic, body), shop("USD")))
                        .getMessage());
    }
}
