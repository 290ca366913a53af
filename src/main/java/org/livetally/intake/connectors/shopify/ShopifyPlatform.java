package org.livetally.intake.connectors.shopify;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Drafts;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.Translation.Part;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;

/**
 * Shopify, and SHOPLINE, whose webhooks have the same form under a prefix of its own.
 *
 * <p>Only the body is signed: neither topic nor shop nor time. So a body that somebody has seen can be sent again
 * under another topic. What an order becomes is therefore read from its body alone, and a topic only says which body to
 * expect; and a connector can be for one shop.
 */
public final class ShopifyPlatform implements Platform {
    /** As shopify.dev documents them, with those of its Events, which have no {@code X-}; then SHOPLINE's. */
    private static final List<String> PREFIXES = List.of("x-shopify-", "shopify-", "x-shopline-");

    private static final String TOPIC = "topic";
    private static final String SIGNATURE = "hmac-sha256";
    private static final String DOMAIN = "shop-domain";

    private static final String PAID = "orders/paid";
    private static final String CANCELLED = "orders/cancelled";
    /** Brings the refunds of an order, also those that were pending when they were made. */
    private static final String UPDATED = "orders/updated";

    private static final String REFUND = "refunds/create";
    private static final Set<String> ORDERS = Set.of("orders/create", PAID, CANCELLED, UPDATED);

    @Override
    public String kind() {
        return "shopify";
    }

    /** Shopify's signature is in Base64. SHOPLINE's documents show Base64 and hexadecimal, so either will do. */
    @Override
    public Verified verify(Hook hook, List<String> secrets, long now) {
        String given = header(hook, SIGNATURE);
        boolean genuine = Signatures.matches(given, secrets, secret -> signature(secret, hook.body()));
        genuine |= Signatures.matches(
                given == null ? null : given.toLowerCase(Locale.ROOT),
                secrets,
                secret -> Signatures.hex(hmac(secret, hook.body())));
        return genuine ? Verified.genuine() : Verified.forged(Rule.HOOK_SIGNATURE.reason());
    }

    private static byte[] hmac(String secret, byte[] body) {
        return Signatures.hmacSha256(Signatures.utf8(secret), body);
    }

    private static String signature(String secret, byte[] body) {
        return Signatures.base64(hmac(secret, body));
    }

    private static @Nullable String header(Hook hook, String name) {
        for (String prefix : PREFIXES) {
            String value = hook.header(prefix + name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    @Override
    public Translation translate(Hook hook, Shop shop) throws UnreadableException {
        String given = header(hook, TOPIC);
        if (given == null) {
            throw new UnreadableException(Rule.HOOK_FIELD.reason("X-Shopify-Topic"));
        }
        String topic = Drafts.fit(given);
        Reason otherShop = shop.otherShop(header(hook, DOMAIN));
        if (otherShop != null) {
            return Translation.ignored(topic, null, otherShop);
        }
        if (ORDERS.contains(topic)) {
            return order(topic, hook.json(), shop);
        }
        return topic.equals(REFUND)
                ? refund(hook.json(), shop)
                : Translation.ignored(topic, null, Rule.HOOK_TOPIC.reason(topic));
    }

    private static Translation order(String topic, HookJson body, Shop shop) throws UnreadableException {
        ShopifyOrder order = new ShopifyOrder(body, shop);
        if (topic.equals(CANCELLED) && body.at("cancelled_at").isMissing()) {
            throw new UnreadableException(Rule.HOOK_FIELD.reason("cancelled_at"));
        }
        Reason ignored = order.ignored();
        if (ignored != null) {
            return Translation.ignored(topic, order.reference(), ignored);
        }
        List<Part> parts = new ArrayList<>(order.parts());
        if (topic.equals(PAID) && !order.isPaid()) {
            parts.add(new Translation.Ignore(null, Rule.HOOK_UNPAID.reason()));
        }
        if (topic.equals(UPDATED)) {
            for (HookJson refund : body.at("refunds").items()) {
                parts.add(refund(refund, order.id(), shop));
            }
        }
        return new Translation(topic, order.reference(), parts);
    }

    /** One that cannot be read keeps neither the order nor the others from counting. */
    private static Part refund(HookJson refund, String order, Shop shop) {
        try {
            return ShopifyRefund.part(refund, order, shop);
        } catch (UnreadableException e) {
            return new Translation.Ignore(null, e.reason());
        }
    }

    private static Translation refund(HookJson body, Shop shop) throws UnreadableException {
        String order = ShopifyIds.id(body, "order_id");
        return new Translation(REFUND, order, List.of(ShopifyRefund.part(body, order, shop)));
    }

    @Override
    public Hook sample(Shop shop, String secret, long now) {
        String time = Instant.ofEpochMilli(now).toString();
        byte[] body = new JsonObject()
                .put("id", now)
                .put("name", "#1001")
                .put("test", false)
                .put("currency", shop.currency())
                .put("financial_status", "paid")
                .put("created_at", time)
                .put("processed_at", time)
                .put("total_price", "1")
                .put(
                        "line_items",
                        List.of(new JsonObject()
                                .put("sku", "test")
                                .put("quantity", 1)
                                .put("price", "1")))
                .toBuffer()
                .getBytes();
        String domain = shop.domain() == null ? "example.myshopify.com" : shop.domain();
        return new Hook(
                Map.of(
                        "x-shopify-" + TOPIC, PAID,
                        "x-shopify-" + DOMAIN, domain,
                        "x-shopify-" + SIGNATURE, signature(secret, body)),
                body);
    }
}
