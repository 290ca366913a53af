package org.livetally.intake.connectors.doudian;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Drafts;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Option;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.Translation.Ignore;
import org.livetally.intake.connectors.platform.Translation.Part;
import org.livetally.intake.connectors.platform.Translation.Send;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;

/**
 * Doudian (抖店). A delivery may hold several messages: each stands for itself, and one that cannot be read keeps none of
 * the others from being counted. An order has one line, since products are not in it, and counts with all that was paid.
 */
public final class DoudianPlatform implements Platform {
    private static final Option APP_KEY = new Option("appKey", "", List.of());

    @Override
    public String kind() {
        return "doudian";
    }

    @Override
    public List<Option> options() {
        return List.of(APP_KEY, DoudianMessage.UNIT, DoudianMessage.COD, DoudianMessage.SKU);
    }

    @Override
    public Verified verify(Hook hook, List<String> secrets, long now) {
        return DoudianSignature.verify(hook, secrets);
    }

    @Override
    public Translation translate(Hook hook, Shop shop) throws UnreadableException {
        List<HookJson> elements = DoudianMessage.elements(hook.json());
        if (elements.isEmpty()) {
            throw new UnreadableException(Rule.HOOK_NOTHING.reason());
        }
        Set<String> tags = new LinkedHashSet<>();
        elements.forEach(element -> tags.add(Objects.requireNonNullElse(element.text("tag"), "-")));
        String topic = Drafts.fit(String.join(" ", tags));
        Reason stranger = stranger(hook, shop);
        if (stranger != null) {
            return Translation.ignored(topic, null, stranger);
        }
        List<Part> parts = new ArrayList<>();
        elements.forEach(element -> parts.addAll(parts(element, shop)));
        return new Translation(topic, null, parts);
    }

    /** Why a delivery of another app does not count; null if it does, or if none is named. */
    private static @Nullable Reason stranger(Hook hook, Shop shop) {
        String given = hook.header(DoudianSignature.APP);
        String app = shop.option(APP_KEY);
        return app.isEmpty() || app.equals(given)
                ? null
                : Rule.HOOK_DOMAIN.reason(given == null ? "" : Drafts.fit(given), app);
    }

    private static List<Part> parts(HookJson element, Shop shop) {
        String reference = null;
        try {
            DoudianMessage message = new DoudianMessage(element);
            reference = message.reference();
            Reason ignored = message.ignored(shop);
            if (ignored != null) {
                return List.of(new Ignore(reference, ignored));
            }
            List<Part> parts = new ArrayList<>();
            message.messages(shop).forEach(sent -> parts.add(new Send(sent)));
            return parts;
        } catch (UnreadableException e) {
            return List.of(new Ignore(reference, e.reason()));
        }
    }

    @Override
    public String success() {
        return "{\"code\":0,\"msg\":\"success\"}";
    }

    @Override
    public Hook sample(Shop shop, String secret, long now) {
        JsonObject data = new JsonObject()
                .put("p_id", "test")
                .put("shop_id", shop.domain())
                .put("create_time", now / 1_000)
                .put("pay_time", now / 1_000)
                .put("pay_type", 1)
                .put("pay_amount", 1);
        JsonArray body = new JsonArray()
                .add(new JsonObject()
                        .put("tag", DoudianMessage.PAID)
                        .put("msg_id", "test")
                        .put("data", data.encode()));
        return DoudianSignature.sign(
                shop.option(APP_KEY), secret, body.toBuffer().getBytes());
    }
}
