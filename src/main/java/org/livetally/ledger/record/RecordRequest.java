package org.livetally.ledger.record;

import java.util.List;
import org.livetally.domain.order.Message;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.StreamKeys;

/**
 * The request that the ledger sends to Redis, without the ledger. The benchmark compares with a Redis that gets exactly
 * the same requests.
 */
public final class RecordRequest {
    private RecordRequest() {}

    /**
     * The bytes of a request that records a batch of new orders; the script must have run before. The stream must have
     * the default time zone, and nothing in its catalogue that moves more than the tallies of its products.
     *
     * @param now epoch milliseconds
     */
    public static byte[] of(String stream, List<? extends Message> batch, long now) {
        List<LedgerEntry> entries =
                batch.stream().map(message -> LedgerEntry.of(message, now)).toList();
        KnownIds nothing = KnownIds.nothing();
        return RecordScript.call(
                        new StreamKeys(stream), BatchPlan.of(entries, nothing, BasisCache.assumed()), nothing, now, "")
                .bytes();
    }
}
