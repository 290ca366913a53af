package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.intake.connectors.shopify.ShopifySamples.ORDER;
import static org.livetally.intake.connectors.shopify.ShopifySamples.order;
import static org.livetally.intake.connectors.shopify.ShopifySamples.refund;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.intake.connectors.ShopLedger;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.shopify.ShopifySamples;
import org.livetally.intake.connectors.woocommerce.WooSamples;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** What Shopify and WooCommerce send over HTTP, in any order, repeated, at the same instant: one ledger. */
final class ShopHooksTest {
    private static final long SEED = 15;

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    @Test
    void aRecordedDeliveryCountsOnceAndAForgeryNever() {
        ConnectedShop shop = shop("shopify", "HKD", ShopifySamples.SECRET);
        Hook paid = shop.shopify("orders/paid", ORDER);
        byte[] forged = paid.body().clone();
        forged[forged.length - 2] ^= 1;

        assertEquals(401, shop.post(new Hook(paid.headers(), forged)));
        assertEquals(200, shop.post(paid));
        assertEquals(200, shop.post(paid));
        assertEquals(16_490, shop.total("gmv"));
        assertEquals(List.of("duplicate", "recorded", "bad_signature"), shop.outcomes(3));
        JsonObject delivery = shop.deliveries(3).get(1);
        assertEquals("#1071", delivery.getString("reference"));
        assertEquals("orders/paid", delivery.getString("topic"));
        assertEquals(List.of(), server.audit());
    }

    /** Those of one order come one after another, those of the others beside them. */
    @Test
    void everyOrderOfArrivalGivesOneLedger() {
        ConnectedShop shop = shop("shopify", "USD", ShopifySamples.SECRET);
        List<List<Integer>> arrivals = ShopLedger.permutations(List.of(0, 1, 2, 3, 4));

        IntStream.range(0, arrivals.size()).parallel().forEach(i -> {
            List<Hook> deliveries = life(shop, 1_000 + i);
            for (int index : repeated(arrivals.get(i), i)) {
                assertEquals(200, shop.post(deliveries.get(index)), () -> arrivals + " " + index);
            }
        });

        settle(shop, 120 * 10_000L);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            int id = 1_000 + i;
            expected.addAll(List.of("shopify-" + id, "shopify-" + id + "-paid"));
            expected.addAll(List.of("shopify-refund-" + id + "1", "shopify-refund-" + id + "2"));
        }
        assertEquals(new TreeSet<>(expected), shop.ids());
    }

    /** Paid, then cancelled and paid back in two parts. */
    private static List<Hook> life(ConnectedShop shop, int id) {
        JsonObject cancelled = order(id, "refunded").put("cancelled_at", "2026-01-03T20:00:00+08:00");
        return List.of(
                shop.shopify("orders/create", order(id, "pending").encode()),
                shop.shopify("orders/paid", order(id, "paid").encode()),
                shop.shopify("orders/cancelled", cancelled.encode()),
                shop.shopify("refunds/create", refund(10L * id + 1, id, "33.40").encode()),
                shop.shopify("refunds/create", refund(10L * id + 2, id, "66.60").encode()));
    }

    /** With two of them again, anywhere. */
    private static List<Integer> repeated(List<Integer> arrival, int seed) {
        Random random = new Random(SEED + seed);
        List<Integer> repeated = new ArrayList<>(arrival);
        for (int i = 0; i < 2; i++) {
            repeated.add(random.nextInt(repeated.size() + 1), random.nextInt(arrival.size()));
        }
        return repeated;
    }

    @Test
    void statesOfAnOrderInAnyOrderGiveOneLedger() {
        ConnectedShop shop = shop("woocommerce", "USD", WooSamples.SECRET);
        List<JsonObject> states = List.of(
                WooSamples.order("pending"),
                WooSamples.paid("processing"),
                WooSamples.refunded("completed", 726, "-10.00"),
                WooSamples.refunded("refunded", 740, "-19.35", 726, "-10.00"));
        List<List<Integer>> arrivals = ShopLedger.permutations(List.of(0, 1, 2, 3));

        IntStream.range(0, arrivals.size()).parallel().forEach(i -> {
            for (int index : repeated(arrivals.get(i), i)) {
                String state = states.get(index).encode();
                String own = state.replace("\"id\":7", "\"id\":" + (1_000 + i) + "7"); // of the order and its refunds
                assertEquals(200, shop.post(shop.woo(own)));
            }
        });

        settle(shop, 24 * 1_800L);
        assertEquals(24 * 4, shop.ids().size());
    }

    @Test
    void oneDeliveryTwentyTimesAtTheSameInstantIsRecordedOnce() {
        ConnectedShop shop = shop("shopify", "HKD", ShopifySamples.SECRET);
        Hook paid = shop.shopify("orders/paid", ORDER);

        assertEquals(
                Collections.nCopies(20, 200),
                IntStream.range(0, 20).parallel().mapToObj(i -> shop.post(paid)).toList());

        assertEquals(16_490, shop.total("gmv"));
        assertEquals(1, Collections.frequency(shop.outcomes(20), "recorded"));
        assertEquals(19, Collections.frequency(shop.outcomes(20), "duplicate"));
        assertEquals(List.of(), server.audit());
    }

    @Test
    void idsBeyondDoublesReachTheLedgerWhole() {
        ConnectedShop shop = shop("shopify", "USD", ShopifySamples.SECRET);

        shop.post(shop.shopify(
                "orders/paid", order(820_982_911_946_154_508L, "paid").encode()));

        assertEquals(
                new TreeSet<>(List.of("shopify-820982911946154508", "shopify-820982911946154508-paid")), shop.ids());
    }

    private ConnectedShop shop(String kind, String currency, String secret) {
        return ConnectedShop.live(server.port(), kind, currency, secret);
    }

    /** All was paid, all was refunded, nothing waits, and the audit finds the same. */
    private void settle(ConnectedShop shop, long gmv) {
        Await.until("all is refunded", () -> shop.total("gmv") == gmv && shop.total("refunded") == gmv);
        Await.until("nothing is parked", () -> shop.parked() == 0);
        assertEquals(0, shop.total("cancelled"));
        assertEquals(List.of(), server.audit());
    }
}
