package org.livetally.erasure;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.domain.board.Board;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.wire.RecentJson;

/** The newest payments of the buyer, as boards show them from now on. No board shows more. */
final class RecentOrders {
    private final TreeMap<Seq, String> newest = new TreeMap<>();

    /** @param seq of the message that paid the order */
    void add(Seq seq, Order paid) {
        newest.put(seq, new String(RecentJson.write(paid), StandardCharsets.UTF_8));
        if (newest.size() > Board.MAX_RECENT) {
            newest.pollFirstEntry();
        }
    }

    /** By the seq of the message that paid. */
    Map<Seq, String> texts() {
        return newest;
    }
}
