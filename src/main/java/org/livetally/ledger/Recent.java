package org.livetally.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.wire.RecentJson;

/** The newest paid orders among those that were added, in whatever order. */
public final class Recent {
    private final TreeMap<Seq, Order> newest = new TreeMap<>();

    /**
     * Adds an order.
     *
     * @param seq of the message that paid it
     */
    public void add(Seq seq, Order paid) {
        newest.put(seq, paid);
        if (newest.size() > Board.MAX_RECENT) {
            newest.pollFirstEntry();
        }
    }

    /** Seq and JSON as screens show it, newest first. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        newest.descendingMap()
                .forEach((seq, order) ->
                        texts.add(seq + " " + new String(RecentJson.write(order), StandardCharsets.UTF_8)));
        return texts;
    }
}
