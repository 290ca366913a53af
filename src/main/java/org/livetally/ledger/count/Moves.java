package org.livetally.ledger.count;

import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Tallies;

/** Receives what messages move. */
public interface Moves {
    /** What they add to the tallies. */
    Tallies tallies();

    /**
     * An order was paid.
     *
     * @param seq of the message that pays it
     */
    void paid(Seq seq, Order order);

    /** An order was placed and waits for its payment. */
    void opened(Seq seq, Order order);

    /** An order that waited is paid or cancelled. */
    void closed(String order);

    void refunded(String order, Refunded now);

    /** @param seq names the explanation */
    void explained(Seq seq, String json);

    /** @param json empty for a product that was removed */
    void product(String sku, String json);

    /** @param json empty for a group that was removed */
    void group(String name, String json);
}
