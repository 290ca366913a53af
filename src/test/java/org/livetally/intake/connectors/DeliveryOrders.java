package org.livetally.intake.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
        repeated(hooks.size(), new ArrayList<>(), sequence -> {
            ShopLedger ledger = new ShopLedger();
            sequence.forEach(index -> ledger.record(platform, shop, hooks.get(index)));
            assertEquals(expected.state(), ledger.state(), sequence::toString);
        });
        return expected;
    }

    /** Every sequence of all {@code count} deliveries and one of them again, at any place. */
    private static void repeated(int count, List<Integer> begun, Consumer<List<Integer>> each) {
        long missing = count - begun.stream().distinct().count();
        if (begun.size() == count + 1) {
            each.accept(begun);
            return;
        }
        for (int next = 0; next < count; next++) {
            if (missing <= count - begun.size() || !begun.contains(next)) {
                begun.add(next);
                repeated(count, begun, each);
                begun.remove(begun.size() - 1);
            }
        }
    }
}
