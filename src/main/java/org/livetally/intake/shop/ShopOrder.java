package org.livetally.intake.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Rejection;
import org.livetally.wire.LinesJson;

/** An order as a viewer sent it. */
public sealed interface ShopOrder {
    /** The id that it carries, to be echoed; null if it has none that can be read. */
    @Nullable
    String id();

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
            @Nullable String currency) implements ShopOrder {}

    /**
     * An order that breaks a rule.
     *
     * @param why the first rule that it breaks
     */
    record Broken(@Nullable String id, Rejection why) implements ShopOrder {}
}
