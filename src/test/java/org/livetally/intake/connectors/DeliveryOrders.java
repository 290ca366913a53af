package org.livetally.intake.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;

/** Deliveries in every order, and repeated: the ledger is the same. */
public final class DeliveryOrders {
    private DeliveryOrders() {}

    /** Asserts that it is; returns that ledger. */
    public static ShopLedger assertOneLedger(Platform platform, Shop shop, List<Hook> hooks) {
        ShopLedger expected = new ShopLedger();
        hooks.forEach(hook -> expected.record(platform, shop, hook));
        for (List<Hook> permutation : ShopLedger.permutations(hooks)) {
            ShopLedger ledger = new ShopLedger();
            for (Hook hook : permutation) {
                ledger.record(platform, shop, hook).record(platform, shop, hook);
            }
            permutation.forEach(hook -> ledger.record(platform, shop, hook));
            assertEquals(expected.state(), ledger.state(), permutation::toString);
        }
        return expected;
    }
}
