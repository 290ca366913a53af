package org.livetally.intake.connectors.shopify;

import java.util.List;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Drafts;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Money;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation.Ignore;
import org.livetally.intake.connectors.platform.Translation.Part;
import org.livetally.intake.connectors.platform.Translation.Send;
import org.livetally.intake.connectors.platform.UnreadableException;

/**
 * A refund of Shopify's: of its own topic, or in an order. It never changes, but it may be made before any money moves,
 * and without any: then it stands for nothing yet.
 *
 * <p>A connector that counts goods takes what came back of them, minus the adjustments that are not about shipping.
 * Shopify notes there what it paid beside the goods, as a negative amount (a courtesy of 1.00 is {@code "-1.00"} with no
 * goods), and what it kept of them as a positive one. A connector that counts totals takes what was paid back.
 *
 * <p>More than is left of the order is refused by the ledger, and listed: nothing is cut to fit, since then nobody would
 * see that the figures of shop and stream differ.
 */
final class ShopifyRefund {
    private ShopifyRefund() {}

    /** @param order the shop's id of the order */
    static Part part(HookJson refund, String order, Shop shop) throws UnreadableException {
        String id = ShopifyIds.id(refund, "id");
        List<HookJson> payments = refund.at("transactions").items().stream()
                .filter(transaction -> "refund".equals(transaction.text("kind")))
                .toList();
        if (!shop.test()
                && payments.stream().anyMatch(payment -> payment.at("test").isTrue())) {
            return new Ignore(id, Rule.HOOK_TEST.reason());
        }
        if (payments.stream().anyMatch(payment -> "pending".equals(payment.text("status")))) {
            return new Ignore(id, Rule.HOOK_UNPAID.reason());
        }
        long amount = shop.total() ? paidBack(payments, shop) : goods(refund, shop);
        if (amount <= 0) {
            return new Ignore(id, Rule.HOOK_NOTHING.reason());
        }
        String field = refund.at("processed_at").isMissing() ? "created_at" : "processed_at";
        long at = Drafts.time(field, refund.text(field));
        return new Send(Drafts.refund(shop, ShopifyIds.refund(id), ShopifyIds.order(order), amount, at));
    }

    private static long paidBack(List<HookJson> payments, Shop shop) throws UnreadableException {
        long sum = 0;
        for (HookJson payment : payments) {
            if ("success".equals(payment.text("status"))) {
                ShopMoney.require(payment.text("currency"), shop);
                sum += Money.amount("transactions[].amount", payment.text("amount"), shop.digits());
            }
        }
        return sum;
    }

    private static long goods(HookJson refund, Shop shop) throws UnreadableException {
        long sum = 0;
        for (HookJson line : refund.at("refund_line_items").items()) {
            if (!line.at("line_item").at("gift_card").isTrue()) {
                sum += ShopMoney.inSet(line, "refund_line_items[].", "subtotal", shop);
            }
        }
        for (HookJson adjustment : refund.at("order_adjustments").items()) {
            if (!"shipping_refund".equals(adjustment.text("kind"))) {
                sum -= ShopMoney.amount(adjustment, "order_adjustments[].", "amount", shop);
            }
        }
        return sum;
    }
}
