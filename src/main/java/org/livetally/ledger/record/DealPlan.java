package org.livetally.ledger.record;

import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.DealCancellation;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.MessagePack;

/**
 * What a batch enters into the book of deals, in the order of the ledger: the script finds out which agreement is the
 * highest so far among those that stand.
 */
final class DealPlan {
    private static final String NONE = "";
    private static final byte[] NO_JSON = {};

    private final List<Row> rows = new ArrayList<>(0);

    /**
     * A deal that was made or cancelled.
     *
     * @param position of the deal in the batch; empty for a cancellation
     * @param signed the value of an agreement, in minor units; empty for an intent
     */
    private record Row(String deal, String position, String signed, byte[] json) {}

    /** Adds a message about a deal that is recorded at this position of the batch. */
    void add(LedgerEntry entry, int position) {
        DealEvent event = (DealEvent) entry.message();
        if (event instanceof Deal deal) {
            String signed =
                    deal.kind() == Kind.AGREEMENT ? Long.toString(deal.terms().amount()) : NONE;
            rows.add(new Row(deal.id(), Integer.toString(position), signed, entry.json()));
        } else if (event instanceof DealCancellation) {
            rows.add(new Row(event.deal(), NONE, NONE, NO_JSON));
        }
    }

    /** The number of rows; each costs Redis some commands. */
    int size() {
        return rows.size();
    }

    /** Adds them as {@code record.lua} takes them apart. */
    void addTo(MessagePack out) {
        if (rows.isEmpty()) {
            out.nil();
            return;
        }
        out.array(4 * rows.size());
        rows.forEach(
                row -> out.text(row.deal).text(row.position).text(row.signed).text(row.json));
    }
}
