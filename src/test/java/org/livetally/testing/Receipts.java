package org.livetally.testing;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What the producers of a test were told of their messages, by id. Thread-safe. */
public final class Receipts {
    /** @param recorded how many acks of this message say that it was recorded then, not before */
    private record Receipt(String seq, int recorded) {}

    private final Map<String, Receipt> acked = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final LongAdder duplicates = new LongAdder();
    private final LongAccumulator slowestAckNanos = new LongAccumulator(Math::max, 0);

    /** Fails if the message was acked with another seq before, or with an unknown result. */
    void acked(JsonObject ack, long nanos) {
        String id = ack.getString("id");
        String result = ack.getString("result");
        boolean recorded = result.equals("recorded");
        if (!recorded) {
            if (!result.equals("duplicate")) {
                throw new AssertionError("neither recorded nor a duplicate: " + ack.encode());
            }
            duplicates.increment();
        }
        acked.merge(id, new Receipt(ack.getString("seq"), recorded ? 1 : 0), (before, now) -> {
            if (!before.seq.equals(now.seq)) {
                throw new AssertionError(id + " was acked as " + before.seq + " and as " + now.seq);
            }
            return new Receipt(now.seq, before.recorded + now.recorded);
        });
        slowestAckNanos.accumulate(nanos);
    }

    void refused(String code) {
        refusals.computeIfAbsent(code, none -> new LongAdder()).increment();
    }

    /** The number of messages that were acked, however often. */
    public int acked() {
        return acked.size();
    }

    /** Id to seq, the place in the ledger, of everything acked so far. */
    public Map<String, String> seqs() {
        Map<String, String> seqs = new TreeMap<>();
        acked.forEach((id, receipt) -> seqs.put(id, receipt.seq));
        return seqs;
    }

    /** Messages that were acked, and acked as recorded this many times. */
    public long recordedTimes(int times) {
        return acked.values().stream()
                .filter(receipt -> receipt.recorded == times)
                .count();
    }

    /** The number of acks that say duplicate. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** How often this error code was received. */
    public long refusals(String code) {
        LongAdder count = refusals.get(code);
        return count == null ? 0 : count.sum();
    }

    /** The error codes that were received. */
    public Set<String> codes() {
        return refusals.keySet();
    }

    /** The longest time from the first sending of a message to its ack since the last call. */
    public long takeSlowestAckMs() {
        return TimeUnit.NANOSECONDS.toMillis(slowestAckNanos.getThenReset());
    }
}
