package org.livetally.ledger.record;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;

/**
 * Which form of a message counts, if it was sent with texts in another form than the {@linkplain org.livetally.domain.Text
 * normal one}. Earlier versions recorded texts as they were sent. What they have recorded keeps its spelling: its resends are
 * duplicates, and payments and refunds find it. Everything else is recorded in the normal form.
 */
final class Spelling {
    private final Function<String, @Nullable IdState> states;
    private final Basis basis;

    /** @param states tells what is known of an id; null if it is new */
    Spelling(Function<String, @Nullable IdState> states, Basis basis) {
        this.states = states;
        this.basis = basis;
    }

    LedgerEntry of(LedgerEntry entry) {
        LedgerEntry sent = entry.asSent();
        return sent == null || !isKnown(entry, sent) ? entry : sent;
    }

    private boolean isKnown(LedgerEntry entry, LedgerEntry sent) {
        IdState asSent = states.apply(sent.id());
        if (asSent != null && asSent.fingerprint() == sent.fingerprint()) {
            return true;
        }
        if (states.apply(entry.id()) != null) {
            return false;
        }
        return asSent != null || isOnlyThere(about(sent), about(entry)) || sellsOnly(sent, entry);
    }

    private boolean isOnlyThere(@Nullable String sent, @Nullable String normal) {
        return sent != null && normal != null && states.apply(normal) == null && states.apply(sent) != null;
    }

    private static @Nullable String about(LedgerEntry entry) {
        Message message = entry.message();
        return message instanceof OrderEvent event
                ? event.order()
                : message instanceof DealEvent event && !event.deal().equals(event.id()) ? event.deal() : null;
    }

    /** Whether a product of the catalogue has the sku as sent, and none has the normal one: a stock is never passed by. */
    private boolean sellsOnly(LedgerEntry sent, LedgerEntry entry) {
        if (basis.isPlain()) {
            return false;
        }
        if (sent.message() instanceof StockChange change) {
            return isListed(change.sku()) && !isListed(((StockChange) entry.message()).sku());
        }
        if (!(sent.message() instanceof Order order)) {
            return false;
        }
        Order normal = (Order) entry.message();
        for (int i = 0; i < order.lines().size(); i++) {
            if (isListed(order.lines().get(i).sku())
                    && !isListed(normal.lines().get(i).sku())) {
                return true;
            }
        }
        return false;
    }

    private boolean isListed(String sku) {
        return !basis.facts(sku, Seq.END).equals(ProductFacts.NONE);
    }
}
