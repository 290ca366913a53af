package org.livetally.intake.connectors.woocommerce;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;

/**
 * WooCommerce, as {@code class-wc-webhook.php} of woocommerce/woocommerce sends it. A delivery is made when it is sent, so
 * it is the whole order as it is then, whatever its topic says has happened; and topics are unsigned. So topics are only
 * looked at to see which deliveries are about no order.
 */
public final class WooCommercePlatform implements Platform {
    private static final String TOPIC = "x-wc-webhook-topic";
    private static final String SIGNATURE = "x-wc-webhook-signature";
    private static final String SOURCE = "x-wc-webhook-source";

    private static final String ORDERS = "order.";
    /** Its body is the order's id only. */
    private static final String DELETED = "order.deleted";

    /** What is sent, as a form and unsigned, when a webhook is saved. */
    private static final Pattern PING = Pattern.compile("webhook_id=[0-9]{1,20}");

    private static final DateTimeFormatter GMT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public String kind() {
        return "woocommerce";
    }

    @Override
    public String idPrefix(Shop shop) {
        return WooIds.prefix(shop);
    }

    @Override
    public Verified verify(Hook hook, List<String> secrets, long now) {
        String given = hook.header(SIGNATURE);
        if (given == null
                && hook.header(TOPIC) == null
                && PING.matcher(hook.text()).matches()) {
            return Verified.greeting(Rule.HOOK_GREETING.reason());
        }
        return Signatures.matches(given, secrets, secret -> signature(secret, hook.body()))
                ? Verified.genuine()
                : Verified.forged(Rule.HOOK_SIGNATURE.reason());
    }

    private static String signature(String secret, byte[] body) {
        return Signatures.base64(Signatures.hmacSha256(Signatures.utf8(secret), body));
    }

    @Override
    public Translation translate(Hook hook, Shop shop) throws UnreadableException {
        String given = hook.header(TOPIC);
        String topic = given == null || given.isBlank() ? "order" : Drafts.fit(given);
        Reason otherShop = shop.otherShop(hook.header(SOURCE));
        if (otherShop != null) {
            return Translation.ignored(topic, null, otherShop);
        }
        if (topic.equals(DELETED) || topic.contains(".") && !topic.startsWith(ORDERS)) {
            return Translation.ignored(topic, null, Rule.HOOK_TOPIC.reason(topic));
        }
        HookJson body = hook.json();
        if (body.text("status") == null) { // a signed error, in place of an order that is gone
            return Translation.ignored(topic, code(body), Rule.HOOK_FIELD.reason("status"));
        }
        WooOrder order = new WooOrder(body, shop);
        return new Translation(topic, order.reference(), order.parts());
    }

    private static @Nullable String code(HookJson body) {
        String code = body.text("code");
        return code == null || code.isBlank() ? null : Drafts.fit(code);
    }

    @Override
    public Hook sample(Shop shop, String secret, long now) {
        String time = GMT.format(Instant.ofEpochMilli(now));
        JsonObject line = new JsonObject()
                .put("sku", "test")
                .put("quantity", 1)
                .put("total", "1")
                .put("total_tax", "0");
        byte[] body = new JsonObject()
                .put("id", now)
                .put("number", "1001")
                .put("status", "processing")
                .put("currency", shop.currency())
                .put("date_created_gmt", time)
                .put("date_paid_gmt", time)
                .put("total", "1")
                .put("total_tax", "0")
                .put("line_items", new JsonArray().add(line))
                .put("refunds", new JsonArray())
                .toBuffer()
                .getBytes();
        String source = "https://" + (shop.domain() == null ? "shop.example" : Shop.host(shop.domain())) + "/";
        return new Hook(Map.of(TOPIC, "order.updated", SOURCE, source, SIGNATURE, signature(secret, body)), body);
    }
}
