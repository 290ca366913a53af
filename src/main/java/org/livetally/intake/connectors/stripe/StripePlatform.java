package org.livetally.intake.connectors.stripe;

import io.vertx.core.json.JsonObject;
import java.util.List;
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
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;

/**
 * Stripe. An order is known by its payment intent, which a checkout session, its payment and a refund all name, so an
 * order has the same id and content whichever event brings it. Both a session and its payment intent say that it is
 * paid; a connector goes by one of them.
 *
 * <p>An order counts with all that was paid, whatever {@link Shop#total} says: a refund does not say what it is for, so
 * an order without its shipping could never be refunded in full.
 */
public final class StripePlatform implements Platform {
    private static final String SECRET_PREFIX = "whsec_";
    private static final String CHECKOUT = "checkout";
    private static final String PAYMENT_INTENT = "payment_intent";
    private static final Option EVENT = new Option("event", CHECKOUT, List.of(CHECKOUT, PAYMENT_INTENT));
    private static final Option SKU = new Option("sku", "stripe", List.of());

    private static final String SESSION_COMPLETED = "checkout.session.completed";
    private static final String SESSION_PAID_LATER = "checkout.session.async_payment_succeeded";
    private static final String INTENT_SUCCEEDED = "payment_intent.succeeded";
    private static final String REFUND_CREATED = "refund.created";
    private static final String REFUND_UPDATED = "refund.updated";

    @Override
    public String kind() {
        return "stripe";
    }

    @Override
    public List<Option> options() {
        return List.of(EVENT, SKU);
    }

    @Override
    public @Nullable Reason secretProblem(String secret) {
        return secret.startsWith(SECRET_PREFIX) ? null : Rule.ORDER_PREFIX.reason(SECRET_PREFIX);
    }

    @Override
    public Verified verify(Hook hook, List<String> secrets, long now) {
        return StripeSignature.verify(hook, secrets, now);
    }

    @Override
    public Translation translate(Hook hook, Shop shop) throws UnreadableException {
        HookJson event = hook.json();
        String type = Drafts.fit(event.required("type"));
        HookJson object = event.at("data").at("object");
        String reference = reference(object);
        Reason ignored = ignored(event, type, object, shop);
        if (ignored != null) {
            return Translation.ignored(type, reference, ignored);
        }
        List<JsonObject> messages = isRefund(type)
                ? List.of(refund(object, shop))
                : paid(object, shop, type.equals(INTENT_SUCCEEDED), Drafts.seconds(event, "created"));
        return Translation.of(type, reference, messages);
    }

    private static @Nullable String reference(HookJson object) {
        String intent = object.text(PAYMENT_INTENT);
        String known = intent == null ? object.text("id") : intent;
        return known == null ? null : Drafts.fit(known);
    }

    private static boolean isRefund(String type) {
        return type.equals(REFUND_CREATED) || type.equals(REFUND_UPDATED);
    }

    /** Why an event counts for nothing; null if it counts. */
    private static @Nullable Reason ignored(HookJson event, String type, HookJson object, Shop shop) {
        Reason other = otherType(type, shop.option(EVENT));
        if (other != null) {
            return other;
        }
        if (!event.at("livemode").isTrue() && !shop.test()) {
            return Rule.HOOK_TEST.reason();
        }
        String currency = object.text("currency");
        if (currency != null && shop.otherCurrency(currency) != null) {
            return shop.otherCurrency(currency);
        }
        if (!StripeCurrency.isPlain(shop.currency())) {
            return Rule.HOOK_CURRENCY.reason(shop.currency());
        }
        return isSettled(type, object) ? null : Rule.HOOK_UNPAID.reason();
    }

    private static @Nullable Reason otherType(String type, String chosen) {
        boolean checkout = chosen.equals(CHECKOUT);
        return switch (type) {
            case SESSION_COMPLETED, SESSION_PAID_LATER ->
                checkout ? null : Rule.HOOK_ELSEWHERE.reason(type, INTENT_SUCCEEDED);
            case INTENT_SUCCEEDED -> checkout ? Rule.HOOK_ELSEWHERE.reason(type, SESSION_COMPLETED) : null;
            case REFUND_CREATED, REFUND_UPDATED -> null;
            case "charge.refunded", "charge.refund.updated" -> Rule.HOOK_ELSEWHERE.reason(type, REFUND_CREATED);
            case "charge.succeeded" ->
                Rule.HOOK_ELSEWHERE.reason(type, checkout ? SESSION_COMPLETED : INTENT_SUCCEEDED);
            default -> Rule.HOOK_TOPIC.reason(type);
        };
    }

    /** Whether the money has moved: sessions are completed, and refunds made, before it does. */
    private static boolean isSettled(String type, HookJson object) {
        if (isRefund(type)) {
            return "succeeded".equals(object.text("status"));
        }
        return type.equals(INTENT_SUCCEEDED) || "paid".equals(object.text("payment_status"));
    }

    /** An order and its payment. @param at epoch milliseconds of the event, which is when it was paid */
    private static List<JsonObject> paid(HookJson object, Shop shop, boolean isIntent, long at)
            throws UnreadableException {
        object.required("currency");
        String id = Drafts.fit("stripe-" + object.required(isIntent ? "id" : PAYMENT_INTENT));
        long amount = object.integer(isIntent ? "amount_received" : "amount_total");
        String named = object.at("metadata").text("sku");
        String sku = named == null || named.isBlank() ? shop.option(SKU) : named;
        HookJson address = object.at("customer_details").at("address");
        JsonObject buyer = Drafts.buyer(object.text("customer"), address.text("city"), address.text("state"));
        long orderedAt = Drafts.seconds(object, "created");
        return List.of(
                Drafts.order(shop, id, orderedAt, buyer, List.of(new Drafts.Line(sku, 1, amount))),
                Drafts.payment(shop, Drafts.fit(id + "-paid"), id, at));
    }

    private static JsonObject refund(HookJson object, Shop shop) throws UnreadableException {
        object.required("currency");
        return Drafts.refund(
                shop,
                Drafts.fit("stripe-" + object.required("id")),
                Drafts.fit("stripe-" + object.required(PAYMENT_INTENT)),
                object.integer("amount"),
                Drafts.seconds(object, "created"));
    }

    @Override
    public Hook sample(Shop shop, String secret, long now) {
        boolean checkout = shop.option(EVENT).equals(CHECKOUT);
        JsonObject object = new JsonObject()
                .put("id", checkout ? "cs_test" : "pi_test")
                .put("created", now / 1_000)
                .put("currency", shop.currency())
                .put(checkout ? "amount_total" : "amount_received", 1);
        if (checkout) {
            object.put(PAYMENT_INTENT, "pi_test").put("payment_status", "paid");
        }
        JsonObject event = new JsonObject()
                .put("id", "evt_test")
                .put("type", checkout ? SESSION_COMPLETED : INTENT_SUCCEEDED)
                .put("created", now / 1_000)
                .put("livemode", true)
                .put("data", new JsonObject().put("object", object));
        return StripeSignature.sign(secret, now, event.toBuffer().getBytes());
    }
}
