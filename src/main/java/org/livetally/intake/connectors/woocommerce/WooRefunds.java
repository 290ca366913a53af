package org.livetally.intake.connectors.woocommerce;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
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
 * The refunds that an order lists, each once, by its id. The list does not say whether one is for goods or for shipping, so
 * each counts against the goods, from the oldest on, until nothing is left of them: an order that is refunded as a whole
 * counts for nothing, and one whose shipping alone is refunded for less. A refund that is deleted in the shop stays.
 */
final class WooRefunds {
    private final Shop shop;
    private final WooIds ids;

    WooRefunds(Shop shop, WooIds ids) {
        this.shop = shop;
        this.ids = ids;
    }

    /**
     * @param order the shop's id of the order
     * @param value minor units of what the order counts for
     */
    List<Part> parts(List<HookJson> refunds, String order, long value) throws UnreadableException {
        List<Part> parts = new ArrayList<>();
        long left = value;
        for (Refund refund : oldestFirst(refunds)) {
            long amount = Math.min(refund.amount, left);
            left -= Math.max(amount, 0);
            parts.add(
                    amount <= 0
                            ? new Ignore(refund.id, Rule.HOOK_NOTHING.reason())
                            : new Send(WooOrder.untimed(
                                    Drafts.refund(shop, ids.refund(refund.id), ids.order(order), amount, 0))));
        }
        return parts;
    }

    /** @param amount minor units that were paid back */
    private record Refund(String id, long amount) {}

    private List<Refund> oldestFirst(List<HookJson> refunds) throws UnreadableException {
        List<Refund> sorted = new ArrayList<>();
        for (HookJson refund : refunds) {
            long total = Money.amount("refunds[].total", refund.text("total"), shop.digits());
            sorted.add(new Refund(WooIds.id(refund, "id"), -total));
        }
        sorted.sort(Comparator.comparing((Refund refund) -> new BigInteger(refund.id)));
        return sorted;
    }
}
