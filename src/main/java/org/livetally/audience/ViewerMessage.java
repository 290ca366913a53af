package org.livetally.audience;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Rejection;
import org.livetally.intake.shop.ShopOrder;

/** What a viewer sent. */
sealed interface ViewerMessage {
    /**
     * Likes.
     *
     * @param count 1 to 100
     */
    record Like(int count) implements ViewerMessage {}

    /** An order. */
    record Ordered(ShopOrder order) implements ViewerMessage {}

    /**
     * A message that cannot be taken.
     *
     * @param id the id that it carries; null if it has none
     * @param why what to answer
     */
    record Refused(@Nullable String id, Rejection why) implements ViewerMessage {}
}
