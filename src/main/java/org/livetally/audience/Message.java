package org.livetally.audience;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Order.Buyer;
import org.livetally.model.Order.Line;
import org.livetally.model.Rejection;
import org.livetally.wire.LinesJson;

/** A viewer's message. */
sealed interface Message {
    /**
     * Likes.
     *
     * @param count 1 to 100
     */
    record Like(int count) implements Message {}

    /**
     * An order.
     *
     * @param id the id of the message, to be echoed; null if it has no readable one
     * @param draft what is ordered; null if it breaks a rule
     * @param wrong the first rule that it breaks; null if it breaks none
     */
    record Ordered(
            @Nullable String id,
            @Nullable Draft draft,
            @Nullable Rejection wrong) implements Message {}

    /**
     * What a viewer orders, in the viewer's own words: whatever else an order has is not the viewer's to say.
     *
     * @param id begins with {@code live-}
     * @param lines an amount may be {@link LinesJson#NO_AMOUNT}
     * @param buyer without an id, which is the viewer's
     * @param currency that the amounts are in; null for the stream's
     */
    record Draft(
            String id,
            List<Line> lines,
            Buyer buyer,
            @Nullable String currency) {}

    /**
     * A message that is neither.
     *
     * @param id the id of the message; null if it has none
     * @param why the answer
     */
    record Refused(@Nullable String id, Rejection why) implements Message {}
}
