package org.livetally.intake.connectors.woocommerce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.intake.connectors.woocommerce.WooSamples.hook;
import static org.livetally.intake.connectors.woocommerce.WooSamples.order;
import static org.livetally.intake.connectors.woocommerce.WooSamples.paid;
import static org.livetally.intake.connectors.woocommerce.WooSamples.refunded;
import static org.livetally.intake.connectors.woocommerce.WooSamples.shop;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.intake.connectors.DeliveryOrders;
import org.livetally.intake.connectors.ShopLedger;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Shop;

/** WooCommerce sends the state of an order, some states twice, some never: every order of arrival gives one ledger. */
class WooArrivalsTest {
    private final WooCommercePlatform woo = new WooCommercePlatform();

    @Test
    void anOrderThatIsPaidDeliveredAndRefundedTwice() {
        List<JsonObject> states = List.of(
                order("pending"),
                paid("processing"),
                paid("completed"),
                refunded("completed", 726, "-10.00"),
                refunded("refunded", 740, "-19.35", 726, "-10.00"));

        assertSums(1800, 1800, ledger(states, shop("USD", false, null)));
        assertSums(2935, 2935, ledger(states, shop("USD", true, null)));
    }

    @Test
    void aPaymentThatFailsFirst() {
        List<JsonObject> states = List.of(order("pending"), order("failed"), order("on-hold"), paid("processing"));

        assertSums(1800, 0, ledger(states, shop("USD", false, "tea.example/shop")));
    }

    @Test
    void anOrderThatIsCancelledUnpaid() {
        List<JsonObject> states = List.of(order("pending"), order("failed"), order("cancelled"), order("trash"));

        ShopLedger ledger = ledger(states, shop("USD", false, null));
        assertSums(0, 0, ledger);
        assertTrue(ledger.state().contains("woo-727-cancelled"), ledger::state);
    }

    private ShopLedger ledger(List<JsonObject> states, Shop shop) {
        List<Hook> hooks = new ArrayList<>();
        for (JsonObject state : states) {
            state.put("date_modified_gmt", "2017-03-22T20:00:0" + hooks.size());
            hooks.add(hook("order.updated", state.encode()));
        }
        return DeliveryOrders.assertOneLedger(woo, shop, hooks);
    }

    private static void assertSums(long gmv, long refunded, ShopLedger ledger) {
        assertEquals(List.of(gmv, refunded, 0L), List.of(ledger.gmv(), ledger.refunded(), (long) ledger.parked()));
    }
}
