package org.livetally.domain.board;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.livetally.domain.order.Seq;

/**
 * A newly paid order on a board.
 *
 * @param seq the place in the ledger where it became paid
 * @param json the order as screens get it, a JSON object without its {@code seq}; encoded once, when it is recorded
 */
public record RecentOrder(Seq seq, String json) {
    private static final Comparator<RecentOrder> NEWEST_FIRST = Comparator.comparing(RecentOrder::seq)
            .thenComparing(RecentOrder::json)
            .reversed();

    public RecentOrder {
        if (!json.startsWith("{\"")) {
            throw new IllegalArgumentException("not the JSON of an order: " + json);
        }
    }

    /** The newest orders of both boards, newest first. */
    static List<RecentOrder> newest(List<RecentOrder> some, List<RecentOrder> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(NEWEST_FIRST)
                .limit(Board.MAX_RECENT)
                .toList();
    }
}
