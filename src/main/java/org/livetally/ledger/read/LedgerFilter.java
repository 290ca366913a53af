package org.livetally.ledger.read;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Text;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.Recorded;

/**
 * The messages that a reader of the ledger wants, by exact values. A value that is null or missing matches anything.
 * All but {@code type} are values of orders, which messages about orders do not have.
 *
 * @param names names of dimensions that an order must belong to, in {@link #forms}
 * @param buyer the forms of the buyer's id
 */
record LedgerFilter(
        @Nullable MessageType type,
        Map<Dimension, Set<String>> names,
        @Nullable Set<String> buyer) {
    static final LedgerFilter ALL = new LedgerFilter(null, Map.of(), null);

    /**
     * The forms in which a ledger may have a text: as it was asked, since earlier versions recorded texts as they were sent, and
     * that which texts have now.
     */
    static Set<String> forms(String asked) {
        String normal = Text.normal(asked);
        return normal.equals(asked) ? Set.of(asked) : Set.of(asked, normal);
    }

    /** Whether it asks for what orders do not say themselves, but are judged to have. */
    boolean isJudged() {
        return names.keySet().stream().anyMatch(Dimension::isJudged);
    }

    /** @param basis of the stream, up to the message at least; any if the filter is not {@link #isJudged} */
    boolean admits(Recorded recorded, Basis basis) {
        Message message = recorded.message();
        if (type != null && type != message.type()) {
            return false;
        }
        return switch (message.type()) {
            case ORDER -> admitsOrder(new Sale((Order) message, basis, recorded.seq(), recorded.seq()));
            case PAYMENT,
                    CANCELLATION,
                    REFUND,
                    STOCK,
                    SHOW,
                    DEAL,
                    DELIVERY,
                    DEAL_CANCELLATION,
                    CATALOGUE,
                    GROUPS,
                    ERASURE,
                    LOSS -> names.isEmpty() && buyer == null;
        };
    }

    private boolean admitsOrder(Sale sale) {
        return isBought(sale.order())
                && names.entrySet().stream().allMatch(name -> name.getKey().hasAny(sale, name.getValue()));
    }

    private boolean isBought(Order order) {
        String id = order.buyer() == null ? null : order.buyer().id();
        return buyer == null || id != null && buyer.contains(id);
    }
}
