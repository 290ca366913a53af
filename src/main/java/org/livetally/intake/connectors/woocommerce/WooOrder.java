package org.livetally.intake.connectors.woocommerce;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Drafts;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Money;
import org.livetally.intake.connectors.platform.OrderLines;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation.Ignore;
import org.livetally.intake.connectors.platform.Translation.Part;
import org.livetally.intake.connectors.platform.Translation.Send;
import org.livetally.intake.connectors.platform.UnreadableException;

/**
 * An order of WooCommerce's, as it is now. It becomes the order as it was placed, then its payment if it was ever paid, or
 * its cancellation if it was cancelled unpaid, and each refund that it lists. What a delivery repeats has the same content.
 *
 * <p>A line counts as its {@code total}, which discounts are taken from, and with its tax if the shop's prices have it. If
 * a connector counts totals, lines for tax and shipping complete the sum to the order's {@code total}.
 *
 * <p>Only times in GMT are read: the others are in the zone of the site, without an offset. What WooCommerce tells no
 * lasting time of, refunds and cancellations, counts when it is recorded.
 */
final class WooOrder {
    /** Not orders yet, or thrown away: their lines still change. */
    private static final Set<String> DRAFTS = Set.of("auto-draft", "checkout-draft", "draft", "new", "trash");

    /** Follow on a payment, even where a plugin sets no date. */
    private static final Set<String> PAID = Set.of("processing", "completed", "refunded");

    private static final String REFUNDED = "refunded";
    /** A payment that failed can be tried again, with the same order: only this is final. */
    private static final String CANCELLED = "cancelled";

    private final HookJson body;
    private final Shop shop;
    private final WooIds ids;
    private final String id;
    private final String status;

    /** @throws UnreadableException if the body is no order, whatever topic it came under */
    WooOrder(HookJson body, Shop shop) throws UnreadableException {
        this.body = body;
        this.shop = shop;
        ids = new WooIds(shop);
        id = WooIds.id(body, "id");
        status = body.required("status");
        if (!body.at("line_items").isArray()) {
            throw new UnreadableException(Rule.HOOK_FIELD.reason("line_items"));
        }
    }

    /** What people know it by, which plugins change: no id derives from it. */
    String reference() {
        String number = body.text("number");
        return number == null || number.isBlank() ? id : Drafts.fit(number);
    }

    /** What it stands for; at least one part. */
    List<Part> parts() throws UnreadableException {
        Reason other = shop.otherCurrency(body.required("currency"));
        if (other != null) {
            return List.of(new Ignore(null, other));
        }
        OrderLines lines = lines();
        if (lines.lines().isEmpty() || DRAFTS.contains(status) && !isPaid()) {
            return List.of(new Ignore(null, Rule.HOOK_NOTHING.reason()));
        }
        List<Part> parts = new ArrayList<>();
        long at = time("date_created_gmt");
        parts.add(new Send(Drafts.order(shop, ids.order(id), at, buyer(), lines.lines())));
        if (isPaid()) {
            parts.add(new Send(payment()));
        } else if (status.equals(CANCELLED)) {
            parts.add(new Send(untimed(Drafts.cancellation(shop, ids.cancellation(id), ids.order(id), at))));
        }
        parts.addAll(refunds(lines.sum()));
        return parts;
    }

    /** Those that cannot be read do not keep the order from counting, and what is not listed is not made up. */
    private List<Part> refunds(long value) {
        List<HookJson> listed = body.at("refunds").items();
        if (status.equals(REFUNDED) && listed.isEmpty()) {
            return List.of(new Ignore(null, Rule.HOOK_FIELD.reason("refunds")));
        }
        try {
            return new WooRefunds(shop, ids).parts(listed, id, value);
        } catch (UnreadableException e) {
            return List.of(new Ignore(null, e.reason()));
        }
    }

    /** Cash on delivery is processed before it is paid: then only the date tells, or that the order is completed. */
    private boolean isPaid() {
        boolean cash = status.equals("processing") && "cod".equals(body.text("payment_method"));
        return isDated() || PAID.contains(status) && !cash;
    }

    private boolean isDated() {
        String date = body.text("date_paid_gmt");
        return date != null && !date.isEmpty();
    }

    private JsonObject payment() throws UnreadableException {
        JsonObject payment = Drafts.payment(
                shop, ids.payment(id), ids.order(id), time(isDated() ? "date_paid_gmt" : "date_created_gmt"));
        return isDated() ? payment : untimed(payment);
    }

    /** A message that counts when it is recorded, and has the same content each time. */
    static JsonObject untimed(JsonObject message) {
        message.remove("at");
        return message;
    }

    private long time(String field) throws UnreadableException {
        return Drafts.time(field, body.required(field) + "Z");
    }

    private JsonObject buyer() {
        String city = body.at("shipping").text("city");
        boolean shipped = city != null && !city.isBlank();
        return Drafts.buyer(
                ids.buyer(body.text("customer_id")),
                shipped ? city : body.at("billing").text("city"),
                null);
    }

    private OrderLines lines() throws UnreadableException {
        OrderLines lines = new OrderLines();
        boolean gross = body.at("prices_include_tax").isTrue();
        long taxes = 0;
        List<HookJson> items = body.at("line_items").items();
        for (int i = 0; i < items.size(); i++) {
            String field = "line_items[" + i + "]";
            HookJson item = items.get(i);
            long qty = OrderLines.quantity(field + ".quantity", item.text("quantity"));
            long tax = gross ? amount(item, field + ".", "total_tax") : 0;
            taxes += tax;
            lines.add(field, sku(item), qty, amount(item, field + ".", "total") + tax);
        }
        if (shop.total()) {
            lines.complete(amount(body, "", "total"), amount(body, "", "total_tax") - taxes, 0);
        }
        return lines;
    }

    private long amount(HookJson of, String path, String field) throws UnreadableException {
        return Money.amount(path + field, of.text(field), shop.digits());
    }

    private static String sku(HookJson item) {
        return OrderLines.sku(
                item.text("sku"),
                "v",
                text(item, "variation_id"),
                "p",
                text(item, "product_id"),
                "l",
                text(item, "id"));
    }

    private static String text(HookJson item, String field) {
        return Objects.requireNonNullElse(item.text(field), "");
    }
}
