package org.livetally.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;

/** Messages of clients, by type and outcome. Counting one is a single addition. */
public final class OrderCounters {
    private static final String NO_TYPE = "";
    /** The type of a total of likes, which is no message of the ledger. */
    private static final String LIKES = "likes";

    private final Map<MessageType, Outcomes> byType = new EnumMap<>(MessageType.class);
    private final Outcomes ofLikes = new Outcomes();
    private final Outcomes ofNoType = new Outcomes();

    OrderCounters() {
        for (MessageType type : MessageType.values()) {
            if (!type.isOfServer()) { // a client's message of such a type counts as one of none
                byType.put(type, new Outcomes());
            }
        }
    }

    private static final class Outcomes {
        final LongAdder recorded = new LongAdder();
        final LongAdder duplicate = new LongAdder();
        final CountersBy<Code> rejected = new CountersBy<>(Code.class);
    }

    /**
     * Counts an answer.
     *
     * @param type the type of the message; null if it could not be read
     */
    public void answered(@Nullable MessageType type, Receipt receipt) {
        answered(type == null ? ofNoType : Objects.requireNonNull(byType.get(type)), receipt);
    }

    /** Counts the answer to a total of likes. */
    public void likesAnswered(Receipt receipt) {
        answered(ofLikes, receipt);
    }

    private static void answered(Outcomes outcomes, Receipt receipt) {
        if (receipt instanceof Receipt.Recorded || receipt instanceof Receipt.Counted counted && counted.grown()) {
            outcomes.recorded.increment();
        } else if (receipt instanceof Rejection rejection) {
            outcomes.rejected.of(rejection.code()).increment();
        } else {
            outcomes.duplicate.increment();
        }
    }

    interface Each {
        void accept(LongAdder count, String type, String result, String code);
    }

    /** Visits all possible combinations: a message that could not be read is neither recorded nor a duplicate. */
    void forEach(Each each) {
        byType.forEach((type, outcomes) -> forEachOutcome(each, type.wire(), outcomes));
        forEachOutcome(each, LIKES, ofLikes);
        forEachRejection(each, NO_TYPE, ofNoType);
    }

    private static void forEachOutcome(Each each, String type, Outcomes outcomes) {
        each.accept(outcomes.recorded, type, "recorded", "");
        each.accept(outcomes.duplicate, type, "duplicate", "");
        forEachRejection(each, type, outcomes);
    }

    private static void forEachRejection(Each each, String type, Outcomes outcomes) {
        for (Code code : Code.values()) {
            each.accept(outcomes.rejected.of(code), type, "rejected", code.wire());
        }
    }
}
