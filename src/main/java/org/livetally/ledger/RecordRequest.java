package org.livetally.ledger;

import java.util.List;
import org.livetally.model.OrderMessage;
import org.livetally.redis.StreamKeys;

/** What the ledger sends to Redis, without the ledger: the benchmark measures against Redis fed with the very same. */
public final class RecordRequest {
    private RecordRequest() {}

    /**
     * The bytes of a request that records a batch of orders nobody sent before; it needs a script that was run before.
     *
     * @param now epoch milliseconds
     */
    public static byte[] of(String stream, List<? extends OrderMessage> batch, long now) {
        List<LedgerEntry> entries =
                batch.stream().map(message -> LedgerEntry.of(message, now)).toList();
        Known nothing = Known.nothing();
        return RecordScript.call(new StreamKeys(stream), Plan.of(entries, nothing), nothing, now, "")
                .bytes();
    }
}
