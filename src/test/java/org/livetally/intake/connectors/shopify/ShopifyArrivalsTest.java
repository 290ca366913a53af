package org.livetally.intake.connectors.shopify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.intake.connectors.shopify.ShopifySamples.hook;
import static org.livetally.intake.connectors.shopify.ShopifySamples.order;
import static org.livetally.intake.connectors.shopify.ShopifySamples.refund;
import static org.livetally.intake.connectors.shopify.ShopifySamples.shop;
import static org.livetally.intake.connectors.shopify.ShopifySamples.totals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.intake.connectors.DeliveryOrders;
import org.livetally.intake.connectors.ShopLedger;
import org.livetally.intake.connectors.platform.Hook;

/** Shopify promises no order, and sends again for hours: every order of arrival must give one ledger. */
class ShopifyArrivalsTest {
    private static final String CANCELLED_AT = "2026-01-03T20:00:00+08:00";

    private final ShopifyPlatform shopify = new ShopifyPlatform();

    @Test
    void aPaidOrderThatIsCancelledAndRefundedTwice() {
        List<Hook> hooks = List.of(
                hook("orders/create", order(5, "pending").encode()),
                hook("orders/paid", order(5, "paid").encode()),
                hook(
                        "orders/cancelled",
                        order(5, "refunded").put("cancelled_at", CANCELLED_AT).encode()),
                hook("refunds/create", refund(1, 5, "33.40").encode()),
                hook("refunds/create", refund(2, 5, "66.60").encode()));

        assertSums(10000, 10000, 0, DeliveryOrders.assertOneLedger(shopify, shop("USD"), hooks));
    }

    @Test
    void inTotalsAsInGoods() {
        List<Hook> hooks = List.of(
                hook("orders/create", order(5, "paid").encode()),
                hook("orders/updated", updated().encode()),
                hook("refunds/create", refund(1, 5, "33.40").encode()),
                hook("refunds/create", refund(2, 5, "81.60").encode()));

        assertSums(11500, 11500, 0, DeliveryOrders.assertOneLedger(shopify, totals("USD"), hooks));
    }

    private static JsonObject updated() {
        return order(5, "partially_refunded").put("refunds", new JsonArray().add(refund(1, 5, "33.40")));
    }

    @Test
    void anUnpaidOrderThatIsCancelled() {
        List<Hook> hooks = List.of(
                hook("orders/create", order(5, "pending").encode()),
                hook("orders/updated", order(5, "authorized").encode()),
                hook(
                        "orders/cancelled",
                        order(5, "voided").put("cancelled_at", CANCELLED_AT).encode()));

        assertSums(0, 0, 0, DeliveryOrders.assertOneLedger(shopify, shop("USD"), hooks));
    }

    @Test
    void aRefundWaitsForAnOrderThatNeverComes() {
        List<Hook> hooks = List.of(hook("refunds/create", refund(1, 5, "33.40").encode()));

        assertSums(0, 0, 1, DeliveryOrders.assertOneLedger(shopify, shop("USD"), hooks));
    }

    private static void assertSums(long gmv, long refunded, int parked, ShopLedger ledger) {
        assertEquals(List.of(gmv, refunded), List.of(ledger.gmv(), ledger.refunded()));
        assertEquals(parked, ledger.parked());
    }
}
