package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import org.livetally.campaigns.follow.MemberReplay.KnownOrder;
import org.livetally.campaigns.follow.MemberReplay.Refunded;

/** What a campaign remembers of the orders that it has counted. An audit does not trust what the follower remembers. */
interface OrdersSoFar {
    /** Adds those of the orders that are neither paid nor cancelled yet. */
    Future<Void> open(String stream, Set<String> orders, Map<String, KnownOrder> known);

    /** Adds those of the orders that were refunded. */
    Future<Void> refunds(String stream, Set<String> orders, Map<String, Refunded> known);
}
