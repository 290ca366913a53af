package org.livetally.intake.connectors.woocommerce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.intake.connectors.Shops.ids;
import static org.livetally.intake.connectors.Shops.messages;
import static org.livetally.intake.connectors.Shops.reasons;
import static org.livetally.intake.connectors.woocommerce.WooSamples.GONE;
import static org.livetally.intake.connectors.woocommerce.WooSamples.SECRET;
import static org.livetally.intake.connectors.woocommerce.WooSamples.hook;
import static org.livetally.intake.connectors.woocommerce.WooSamples.paid;
import static org.livetally.intake.connectors.woocommerce.WooSamples.refunded;
import static org.livetally.intake.connectors.woocommerce.WooSamples.shop;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.HookFuzz;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;

class WooCommercePlatformTest {
    private final WooCommercePlatform woo = new WooCommercePlatform();
    private final Shop goods = shop("USD", false, null);

    @Test
    void onlyTheBytesThatWereSignedAreGenuine() {
        byte[] body = "{\"id\":1,\"total_price\":\"1.00\"}".getBytes(StandardCharsets.UTF_8);
        String signature = "YVc16e59vXZsDhJteUtUaLrjSH9iz2Z6rz7TxXJsixw=";

        assertEquals(Verified.Result.GENUINE, result(Map.of("x-wc-webhook-signature", signature), body, "hush"));
        assertEquals(Verified.Result.GENUINE, result(Map.of("x-wc-webhook-signature", signature), body, "o", "hush"));
        assertEquals(Verified.Result.FORGED, result(Map.of("x-wc-webhook-signature", signature), body, "other"));
        assertEquals(Verified.Result.FORGED, result(Map.of(), body, "hush"));
        body[7] ^= 1;
        assertEquals(Verified.Result.FORGED, result(Map.of("x-wc-webhook-signature", signature), body, "hush"));
    }

    @Test
    void aPingIsAGreetingAndNothingElseIs() {
        byte[] ping = "webhook_id=30".getBytes(StandardCharsets.UTF_8);

        assertEquals(Verified.Result.GREETING, result(Map.of(), ping, SECRET));
        assertEquals(Verified.Result.FORGED, result(Map.of("x-wc-webhook-topic", "order.created"), ping, SECRET));
        assertEquals(Verified.Result.FORGED, result(Map.of("x-wc-webhook-signature", "x"), ping, SECRET));
        byte[] more = "webhook_id=30&status=paid".getBytes(StandardCharsets.UTF_8);
        assertEquals(Verified.Result.FORGED, result(Map.of(), more, SECRET));
    }

    private Verified.Result result(Map<String, String> headers, byte[] body, String... secrets) {
        return woo.verify(new Hook(headers, body), List.of(secrets), 0).result();
    }

    @Test
    void whatIsNoOrderIsIgnored() throws Exception {
        Translation gone = woo.translate(hook("order.updated", GONE), goods);
        assertEquals(List.of(Rule.HOOK_FIELD.reason("status")), reasons(gone));
        assertEquals("woocommerce_rest_shop_order_invalid_id", gone.reference());
        for (String topic : List.of("order.deleted", "customer.created", "action.woocommerce_add_to_cart")) {
            assertEquals(
                    List.of(Rule.HOOK_TOPIC.reason(topic)),
                    reasons(woo.translate(hook(topic, paid("completed").encode()), goods)));
        }
        assertEquals(
                List.of(Rule.OTHER_CURRENCY.reason("CNY", "USD")),
                reasons(woo.translate(hook("", paid("completed").encode()), shop("CNY", false, null))));
        assertThrows(UnreadableException.class, () -> woo.translate(hook("order.updated", "webhook_id=30"), goods));
    }

    /** Every shop counts its orders from 1. */
    @Test
    void theShopsNameIsInTheIdsIfTheConnectorHasOne() throws Exception {
        Hook hook = hook("order.updated", refunded("completed", 726, "-1.00").encode());
        Shop named = shop("USD", false, "tea.example/shop");

        List<String> ids = ids(woo.translate(hook, named));
        String prefix = ids.get(0).substring(0, ids.get(0).length() - 3);
        assertTrue(prefix.matches("woo-[0-9a-f]{8}-"), prefix);
        assertEquals(List.of(prefix + "727", prefix + "727-paid", prefix + "refund-726"), ids);
        assertEquals(ids, ids(woo.translate(hook, shop("USD", false, "https://TEA.example/shop/"))));
        assertEquals(
                List.of(Rule.HOOK_DOMAIN.reason("tea.example/shop", "honey.example")),
                reasons(woo.translate(hook, shop("USD", false, "honey.example"))));
    }

    @Test
    void aSampleIsGenuineAndCounts() throws Exception {
        Hook sample = woo.sample(shop("JPY", true, "tea.example"), SECRET, 1_767_268_800_000L);

        assertEquals(Verified.Result.GENUINE, result(sample.headers(), sample.body(), SECRET));
        assertEquals(
                2,
                messages(woo.translate(sample, shop("JPY", true, "tea.example")))
                        .size());
    }

    @Test
    void nothingElseIsThrownWhateverABodyHolds() {
        String body = refunded("completed", 726, "-1.00", 727, "-2.00").encode();
        for (Shop shop : List.of(goods, shop("USD", true, null))) {
            HookFuzz.assertNothingElseIsThrown(woo, shop, hook("order.updated", body));
        }
    }
}
