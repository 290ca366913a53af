package org.livetally.ledger.count;

import io.vertx.core.Future;
import java.util.List;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.OrderEvent;
import org.livetally.ledger.Recorded;

/** Reads the orders and deals that messages are about, before these are counted. */
public final class SubjectReader {
    private SubjectReader() {}

    /**
     * Those that are not among the messages themselves; none, then or later, if no message is about another.
     *
     * @param orders what was counted before
     */
    public static Future<Subjects> read(LedgerSource ledger, OrdersSoFar orders, List<Recorded> messages) {
        if (!areAbout(messages)) {
            return Future.succeededFuture(Subjects.notAsked());
        }
        Mentioned mentioned = new Mentioned();
        messages.forEach(recorded -> mentioned.add(recorded.message()));
        Subjects known = new Subjects();
        return orders.open(ledger.stream(), mentioned.open, known.orders())
                .compose(read -> orders.refunds(ledger.stream(), mentioned.refunded, known.refunds()))
                .compose(read -> mentioned.older.isEmpty()
                        ? Future.succeededFuture(List.<Recorded>of())
                        : ledger.about(mentioned.older))
                .map(older -> {
                    older.forEach(known::add);
                    return known;
                });
    }

    /** Whether one of the messages may be about another. */
    private static boolean areAbout(List<Recorded> messages) {
        for (Recorded recorded : messages) {
            if (recorded.message() instanceof OrderEvent || recorded.message() instanceof DealEvent) {
                return true;
            }
        }
        return false;
    }
}
