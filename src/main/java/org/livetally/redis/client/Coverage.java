package org.livetally.redis.client;

import org.jspecify.annotations.Nullable;
import org.livetally.metrics.Metrics;
import org.livetally.metrics.RedisOutages;
import org.livetally.metrics.RedisOutages.Outage;

/**
 * Whether each slot of a Redis Cluster is known to be held by a server. It counts as a link of its own: without that the node is
 * not connected.
 */
final class Coverage {
    private final Metrics metrics;
    private final RedisOutages.OfLink outages;
    private boolean isWhole;

    Coverage(Metrics metrics) {
        this.metrics = metrics;
        this.outages = metrics.redisOutages.ofLink("the map of the Cluster");
        metrics.links.incrementAndGet();
    }

    boolean isWhole() {
        return isWhole;
    }

    /** The reason why it is not; null if it is, or if nobody was asked yet. */
    @Nullable
    Outage outage() {
        return outages.any();
    }

    /** Takes over how many slots are on no server, as a table says. */
    void is(int unserved) {
        if (isWhole != (unserved == 0)) {
            isWhole = !isWhole;
            metrics.connectedLinks.addAndGet(isWhole ? 1 : -1);
        }
        if (isWhole) {
            outages.remove();
        } else {
            Refusal refusal = new Refusal("CLUSTERDOWN", unserved + " slots are on no server");
            outages.put(new Outage(refusal.toString(), refusal.brief(), "CLUSTERDOWN"));
        }
    }

    /** No server has told its table: the present one stays. */
    void unanswered(RedisUnavailableException cause) {
        if (!isWhole) {
            String reason = String.valueOf(cause.getMessage());
            outages.put(new Outage(reason, RedisFailures.brief(cause.refusal()), reason));
        }
    }

    void close() {
        outages.remove();
        metrics.links.decrementAndGet();
        metrics.connectedLinks.addAndGet(isWhole ? -1 : 0);
    }
}
