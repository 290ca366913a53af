package org.livetally.intake.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Rejection;
import org.livetally.wire.LinesJson;

/** An order as a viewer sent it. */
public sealed interface ShopOrder {
    /** The order's id as it was sent; null if it has no readable one. */
    @Nullable
    String echo();

    /**
     * The part of an order that the viewer decides. Everything else is up to the server.
     *
     * @param sent its id as it was sent
     * @param id begins with {@code live-}
     * @param lines an amount may be {@link LinesJson#NO_AMOUNT}
     * @param buyer without an id, which is the viewer's
     * @param currency the currency of the amounts; null for the stream's
     */
    record Draft(
            @Nullable String sent,
            String id,
            List<Line> lines,
            Buyer buyer,
            @Nullable String currency) implements ShopOrder {
        @Override
        public @Nullable String echo() {
            return sent;
        }
    }

    /**
     * An order that breaks a rule.
     *
     * @param why the first rule that it breaks
     */
    record Broken(@Nullable String echo, Rejection why) implements ShopOrder {}
}
