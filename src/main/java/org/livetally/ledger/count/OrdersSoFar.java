package org.livetally.ledger.count;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;

/** What whoever counts remembers of the orders that were counted. */
public interface OrdersSoFar {
    /** Adds those of the orders that are neither paid nor cancelled yet. */
    Future<Void> open(String stream, Set<String> orders, Map<String, KnownOrder> known);

    /** Adds those of the orders that were refunded. */
    Future<Void> refunds(String stream, Set<String> orders, Map<String, Refunded> known);
}
