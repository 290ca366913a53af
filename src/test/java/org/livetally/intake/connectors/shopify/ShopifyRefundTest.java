package org.livetally.intake.connectors.shopify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.livetally.intake.connectors.Shops.messages;
import static org.livetally.intake.connectors.Shops.reasons;
import static org.livetally.intake.connectors.shopify.ShopifySamples.REFUND;
import static org.livetally.intake.connectors.shopify.ShopifySamples.hook;
import static org.livetally.intake.connectors.shopify.ShopifySamples.order;
import static org.livetally.intake.connectors.shopify.ShopifySamples.refund;
import static org.livetally.intake.connectors.shopify.ShopifySamples.shop;
import static org.livetally.intake.connectors.shopify.ShopifySamples.totals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.HookFuzz;
import org.livetally.intake.connectors.Shops;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.UnreadableException;

class ShopifyRefundTest {
    private final ShopifyPlatform shopify = new ShopifyPlatform();

    /** Its goods and its payments differ: shipping was paid back, and never counted as goods. */
    @Test
    void theRecordedRefundIsWhatTheConnectorCounts() throws Exception {
        Translation goods = shopify.translate(hook("refunds/create", REFUND), shop("USD"));

        assertEquals("450789469", goods.reference());
        assertEquals(List.of(new JsonObject("""
                {"type":"refund","id":"shopify-refund-929361465","stream":"s","at":1696353694000,
                 "order":"shopify-450789469","amount":19566}""")), messages(goods));
        assertEquals(500, amount(new JsonObject(REFUND), totals("USD")));
    }

    /** As recorded of shops: a courtesy is a negative adjustment, what was kept of the goods a positive one. */
    @Test
    void adjustmentsSayWhatWasPaidBesideTheGoods() throws Exception {
        JsonObject courtesy = refund(1, 5, "1.00").put("refund_line_items", new JsonArray());
        courtesy.getJsonArray("order_adjustments").add(adjustment("-1.00"));
        assertEquals(100, amount(courtesy, shop("USD")));
        assertEquals(100, amount(courtesy, totals("USD")));

        JsonObject kept = refund(1, 5, "50.00");
        kept.getJsonArray("order_adjustments").add(adjustment("20.00"));
        assertEquals(3_000, amount(kept, shop("USD")));

        JsonObject restocked = refund(1, 5, "50.00").put("transactions", new JsonArray());
        restocked.getJsonArray("order_adjustments").add(adjustment("50.00"));
        assertEquals(Rule.HOOK_NOTHING.reason(), why(restocked, shop("USD")));
        assertEquals(Rule.HOOK_NOTHING.reason(), why(restocked, totals("USD")));
    }

    private static JsonObject adjustment(String amount) {
        return new JsonObject().put("kind", "refund_discrepancy").put("amount", amount);
    }

    /** A card's bank may take days. Then the order is updated, and lists the refund as paid. */
    @Test
    void aPendingRefundCountsWhenTheOrderListsItAsPaid() throws Exception {
        JsonObject refund = refund(1, 5, "50.00");
        JsonObject payment = refund.getJsonArray("transactions").getJsonObject(0);
        payment.put("status", "pending");
        assertEquals(Rule.HOOK_UNPAID.reason(), why(refund, shop("USD")));

        payment.put("status", "success");
        JsonObject order = order(5, "partially_refunded").put("refunds", new JsonArray().add(refund));
        Translation updated = shopify.translate(hook("orders/updated", order.encode()), shop("USD"));
        assertEquals(List.of("shopify-5", "shopify-5-paid", "shopify-refund-1"), Shops.ids(updated));
        assertEquals(
                messages(shopify.translate(hook("refunds/create", refund.encode()), shop("USD")))
                        .get(0),
                messages(updated).get(2));
    }

    @Test
    void failuresAndOtherTransactionsPayNothingBack() throws Exception {
        JsonObject refund = refund(1, 5, "50.00");
        refund.getJsonArray("transactions")
                .add(new JsonObject()
                        .put("kind", "refund")
                        .put("status", "failure")
                        .put("amount", "9.00"))
                .add(new JsonObject()
                        .put("kind", "sale")
                        .put("status", "success")
                        .put("amount", "9.00"));

        assertEquals(5_000, amount(refund, totals("USD")));
    }

    @Test
    void giftCardsTestsAndOtherCurrenciesDoNotCount() throws Exception {
        JsonObject card = refund(1, 5, "50.00");
        card.getJsonArray("refund_line_items")
                .getJsonObject(0)
                .put("line_item", new JsonObject().put("gift_card", true));
        assertEquals(Rule.HOOK_NOTHING.reason(), why(card, shop("USD")));

        JsonObject test = refund(1, 5, "50.00");
        test.getJsonArray("transactions").getJsonObject(0).put("test", true);
        assertEquals(Rule.HOOK_TEST.reason(), why(test, shop("USD")));

        assertOtherCurrency(refund(1, 5, "50.00"), shop("HKD"), "USD");
        JsonObject presented = refund(1, 5, "50.00");
        presented.getJsonArray("transactions").getJsonObject(0).put("currency", "EUR");
        assertOtherCurrency(presented, totals("USD"), "EUR");
        assertEquals(5_000, amount(presented, shop("USD")));
    }

    private void assertOtherCurrency(JsonObject refund, Shop shop, String given) {
        assertEquals(
                Rule.OTHER_CURRENCY.reason(shop.currency(), given),
                assertThrows(
                                UnreadableException.class,
                                () -> shopify.translate(hook("refunds/create", refund.encode()), shop))
                        .reason());
    }

    /** A number is a double somewhere: only the text beside it is exact. */
    @Test
    void amountsOfGoodsAreTexts() throws Exception {
        JsonObject refund = refund(1, 5, "195.66");
        refund.getJsonArray("refund_line_items").getJsonObject(0).put("subtotal", 195.65999999999997);
        assertEquals(19_566, amount(refund, shop("USD")));

        refund.getJsonArray("refund_line_items").getJsonObject(0).remove("subtotal_set");
        assertThrows(
                UnreadableException.class,
                () -> shopify.translate(hook("refunds/create", refund.encode()), shop("USD")));
    }

    @Test
    void nothingElseIsThrownWhateverABodyHolds() {
        for (Shop shop : List.of(shop("USD"), totals("USD"))) {
            HookFuzz.assertNothingElseIsThrown(shopify, shop, hook("refunds/create", REFUND));
        }
    }

    private long amount(JsonObject refund, Shop shop) throws UnreadableException {
        return messages(shopify.translate(hook("refunds/create", refund.encode()), shop))
                .get(0)
                .getLong("amount");
    }

    private Reason why(JsonObject refund, Shop shop) throws UnreadableException {
        return reasons(shopify.translate(hook("refunds/create", refund.encode()), shop))
                .get(0);
    }
}
