package org.livetally.audience;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Rejection;
import org.livetally.intake.shop.ShopOrder;

/** A viewer's message. */
sealed interface ViewerMessage {
    /**
     * Likes.
     *
     * @param count 1 to 100
     * @param id by which the viewer is told once they are counted; null if it is not to be
     */
    record Like(int count, @Nullable String id) implements ViewerMessage {}

    /** An order. */
    record Ordered(ShopOrder order) implements ViewerMessage {}

    /**
     * A message that is neither likes nor an order.
     *
     * @param id the id of the message; null if it has none
     * @param why the answer
     */
    record Rejected(@Nullable String id, Rejection rejection) implements ViewerMessage {}
}
