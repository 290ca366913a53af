package org.livetally.intake.likes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.livetally.domain.order.Receipt;
import org.livetally.redis.client.StreamKeys;

/** The totals of likes of a stream that were not written yet, in the order in which they came. */
final class WaitingTotals {
    private final StreamKeys keys;
    private List<One> waiting = new ArrayList<>();

    record One(LikeTotal total, Consumer<Receipt> done) {}

    WaitingTotals(StreamKeys keys) {
        this.keys = keys;
    }

    StreamKeys keys() {
        return keys;
    }

    void add(LikeTotal total, Consumer<Receipt> done) {
        waiting.add(new One(total, done));
    }

    /** Removes all that wait, and returns them. */
    List<One> take() {
        List<One> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    /** The highest total of each source among these. */
    static Map<String, Long> highest(List<One> of) {
        Map<String, Long> highest = new LinkedHashMap<>();
        of.forEach(one -> highest.merge(one.total().source(), one.total().total(), Math::max));
        return highest;
    }
}
