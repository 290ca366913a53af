package org.livetally.audience;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Order.Buyer;
import org.livetally.model.Order.Line;
import org.livetally.model.Rejection;
import org.livetally.wire.LinesJson;

/** What a viewer sent. */
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
     * @param id the id that it carries, to be echoed; null if it has none that can be read
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
     * A message that cannot be taken.
     *
     * @param id the id that it carries; null if it has none
     * @param why what to answer
     */
    record Refused(@Nullable String id, Rejection why) implements Message {}
}
