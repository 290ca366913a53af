package org.livetally.intake.connectors.shopify;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Drafts;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.OrderLines;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation.Ignore;
import org.livetally.intake.connectors.platform.Translation.Part;
import org.livetally.intake.connectors.platform.Translation.Send;
import org.livetally.intake.connectors.platform.UnreadableException;

/**
 * An order as Shopify sends it under every topic about orders. It becomes the order as it was placed, and then its
 * payment if it was ever paid, or else its cancellation if it was cancelled. So each delivery says all that it knows,
 * with the same content under whichever topic, and nothing depends on which comes first.
 *
 * <p>A line counts as {@code price} times {@code quantity}, both as ordered, minus its {@code discount_allocations}; its
 * {@code total_discount} lacks those of the whole order, and {@code current_quantity} shrinks with refunds. Tax is in it
 * if the shop's prices have it. The sum should be {@code subtotal_price}; recorded samples differ, so nothing is refused for
 * that, and the lines are what counts. A gift card is money to be spent later, and no goods.
 *
 * <p>If a connector counts totals, gift cards count, and lines for tax, tips and shipping complete the sum to
 * {@code total_price}.
 */
final class ShopifyOrder {
    private static final Set<String> EVER_PAID = Set.of("paid", "partially_refunded", "refunded");

    private final HookJson body;
    private final Shop shop;
    private final String id;

    /** @throws UnreadableException if the body is no order, whatever topic it came under */
    ShopifyOrder(HookJson body, Shop shop) throws UnreadableException {
        this.body = body;
        this.shop = shop;
        id = ShopifyIds.id(body, "id");
        if (!body.at("line_items").isArray()) {
            throw new UnreadableException(Rule.HOOK_FIELD.reason("line_items"));
        }
    }

    String id() {
        return id;
    }

    /** What people know it by: its name in the shop, which can change, so no id derives from it. */
    String reference() {
        String name = body.text("name");
        return name == null || name.isBlank() ? id : Drafts.fit(name);
    }

    /** Whether all of it was paid at some time, even if it was paid back. */
    boolean isPaid() {
        return EVER_PAID.contains(Objects.requireNonNullElse(body.text("financial_status"), ""));
    }

    /** Why none of it counts; null if it may. */
    @Nullable
    Reason ignored() throws UnreadableException {
        return body.at("test").isTrue() && !shop.test()
                ? Rule.HOOK_TEST.reason()
                : shop.otherCurrency(body.required("currency"));
    }

    /** What it stands for; at least one part. */
    List<Part> parts() throws UnreadableException {
        List<Drafts.Line> lines = lines();
        if (lines.isEmpty()) {
            return List.of(new Ignore(null, Rule.HOOK_NOTHING.reason()));
        }
        List<Part> parts = new ArrayList<>();
        parts.add(new Send(Drafts.order(shop, ShopifyIds.order(id), time("created_at"), buyer(), lines)));
        if (isPaid()) {
            String paidAt = body.at("processed_at").isMissing() ? "created_at" : "processed_at";
            parts.add(new Send(Drafts.payment(shop, ShopifyIds.payment(id), ShopifyIds.order(id), time(paidAt))));
        } else if (!body.at("cancelled_at").isMissing()) {
            parts.add(new Send(Drafts.cancellation(
                    shop, ShopifyIds.cancellation(id), ShopifyIds.order(id), time("cancelled_at"))));
        }
        return parts;
    }

    private long time(String field) throws UnreadableException {
        return Drafts.time(field, body.text(field));
    }

    private JsonObject buyer() {
        HookJson address = body.at("shipping_address");
        String customer = ShopifyIds.buyer(body.at("customer").text("id"));
        return Drafts.buyer(customer, address.text("city"), address.text("province"));
    }

    private List<Drafts.Line> lines() throws UnreadableException {
        OrderLines lines = new OrderLines();
        List<HookJson> items = body.at("line_items").items();
        for (int i = 0; i < items.size(); i++) {
            HookJson item = items.get(i);
            if (shop.total() || !item.at("gift_card").isTrue()) {
                addLine(lines, "line_items[" + i + "]", item);
            }
        }
        if (shop.total()) {
            long tax = body.at("taxes_included").isTrue() ? 0 : ShopMoney.optional(body, "total_tax", shop);
            long tip = ShopMoney.optional(body, "total_tip_received", shop);
            lines.complete(ShopMoney.amount(body, "", "total_price", shop), tax, tip);
        }
        return lines.lines();
    }

    private void addLine(OrderLines lines, String field, HookJson item) throws UnreadableException {
        long qty = OrderLines.quantity(field + ".quantity", item.text("quantity"));
        long price = ShopMoney.amount(item, field + ".", "price", shop);
        long discounts = 0;
        List<HookJson> allocations = item.at("discount_allocations").items();
        for (int i = 0; i < allocations.size(); i++) {
            discounts +=
                    ShopMoney.amount(allocations.get(i), field + ".discount_allocations[" + i + "].", "amount", shop);
        }
        lines.add(field, sku(item), qty, price * qty - discounts);
    }

    private static String sku(HookJson item) {
        return OrderLines.sku(
                item.text("sku"), "v", text(item, "variant_id"), "p", text(item, "product_id"), "l", text(item, "id"));
    }

    private static String text(HookJson item, String field) {
        return Objects.requireNonNullElse(item.text(field), "");
    }
}
