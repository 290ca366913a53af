package org.livetally.intake.connectors.shopify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.intake.connectors.shopify.ShopifySamples.ORDER;
import static org.livetally.intake.connectors.shopify.ShopifySamples.REFUND;
import static org.livetally.intake.connectors.shopify.ShopifySamples.SECRET;
import static org.livetally.intake.connectors.shopify.ShopifySamples.TEST;
import static org.livetally.intake.connectors.shopify.ShopifySamples.hook;
import static org.livetally.intake.connectors.shopify.ShopifySamples.shop;
import static org.livetally.intake.connectors.shopify.ShopifySamples.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.Verified;

class ShopifySignatureTest {
    private final ShopifyPlatform shopify = new ShopifyPlatform();

    @Test
    void aKnownVectorIsGenuine() {
        Hook hook = new Hook(
                Map.of("x-shopify-hmac-sha256", "YVc16e59vXZsDhJteUtUaLrjSH9iz2Z6rz7TxXJsixw="),
                "{\"id\":1,\"total_price\":\"1.00\"}".getBytes(StandardCharsets.UTF_8));

        assertEquals(Verified.Result.GENUINE, result(hook, "hush"));
        assertEquals(Verified.Result.GENUINE, result(hook, "other", "hush"), "rotated");
        assertEquals(Verified.Result.FORGED, result(hook, "other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-shopify-", "shopify-", "x-shopline-"})
    void everySpellingOfTheHeadersIsRead(String prefix) throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        Hook hook = new Hook(Map.of(prefix + "topic", "orders/paid", prefix + "hmac-sha256", signature(body)), body);

        assertEquals(Verified.Result.GENUINE, result(hook, SECRET));
        assertEquals(2, shopify.translate(hook, shop("HKD")).parts().size());
    }

    @Test
    void shoplineMaySignInHexadecimal() {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        String hex = Signatures.hex(Signatures.hmacSha256(Signatures.utf8(SECRET), body));

        assertEquals(Verified.Result.GENUINE, result(new Hook(Map.of("x-shopline-hmac-sha256", hex), body), SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {ORDER, REFUND, TEST})
    void aByteThatIsChangedMakesAForgery(String recorded) {
        byte[] body = recorded.getBytes(StandardCharsets.UTF_8);
        Hook hook = hook("orders/paid", body);
        assertEquals(Verified.Result.GENUINE, result(hook, SECRET));

        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 1;
            Verified verified = shopify.verify(new Hook(hook.headers(), changed), List.of(SECRET), 0);
            assertEquals(Verified.Result.FORGED, verified.result());
            assertEquals(Rule.HOOK_SIGNATURE.reason(), verified.reason());
        }
    }

    @Test
    void noSignatureAndAnEmptyOneAreForged() {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);

        assertEquals(Verified.Result.FORGED, result(new Hook(Map.of(), body), SECRET));
        assertEquals(Verified.Result.FORGED, result(new Hook(Map.of("x-shopify-hmac-sha256", ""), body), SECRET));
    }

    /** What JSON libraries write otherwise than Shopify, and what is more than one byte: the bytes are signed, no text. */
    @Test
    void theBytesAreSigned() throws Exception {
        String body = ORDER.replace(
                        "\"customer\":null", "\"note\":\"<\\/a>\\u0026 \u2028 mănecă 青稞\",\"customer\":null")
                .replace("\"shipping_address\":null", "\"shipping_address\":{\"city\":\"拉萨\"}");
        Hook hook = hook("orders/paid", body);

        assertEquals(Verified.Result.GENUINE, result(hook, SECRET));
        Translation translation = shopify.translate(hook, shop("HKD"));
        assertEquals(
                "拉萨",
                ((Translation.Send) translation.parts().get(0))
                        .message()
                        .getJsonObject("buyer")
                        .getString("city"));
        String written = body.replace("\\/", "/");
        assertEquals(
                Verified.Result.FORGED,
                result(new Hook(hook.headers(), written.getBytes(StandardCharsets.UTF_8)), SECRET));
    }

    @Test
    void aSampleIsGenuineAndCounts() throws Exception {
        Hook sample = shopify.sample(shop("JPY"), SECRET, 1_767_268_800_000L);

        assertEquals(Verified.Result.GENUINE, result(sample, SECRET));
        assertEquals(2, shopify.translate(sample, shop("JPY")).parts().size());
        assertTrue(
                shopify.translate(sample, shop("JPY")).parts().stream().allMatch(Translation.Send.class::isInstance));
    }

    private Verified.Result result(Hook hook, String... secrets) {
        return shopify.verify(hook, List.of(secrets), 0).result();
    }
}
