package org.livetally.ledger.loss;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.stream.Expectations.Connection;
import org.livetally.ledger.QueuedMessage;

/**
 * What is remembered of each stream, bounded: the streams that were used last, and over all of them the ids that were acked
 * last. Guarded by the lock of its {@link AckMemory}.
 */
final class AckedStreams {
    /** Idle streams are checked in turns: a Redis that was emptied lacks any of them. */
    private static final int REST_CHUNK = 20;

    private final int maxStreams;
    private final int maxIds;
    private final Predicate<String> isLost;
    private final Map<String, AckedStream> streams = new LinkedHashMap<>(16, 0.75f, true); // used longest ago first
    private final ArrayDeque<AckedStream> owners = new ArrayDeque<>(); // the owners of the batches, oldest first
    private final Turns atRest = new Turns(REST_CHUNK);
    private int ids;
    /** Whether a stream was forgotten: a new stream may be that one. */
    private boolean hasForgotten;

    /** @param isLost whether a stream has a loss, so that it must not be forgotten */
    AckedStreams(int maxStreams, int maxIds, Predicate<String> isLost) {
        this.maxStreams = maxStreams;
        this.maxIds = maxIds;
        this.isLost = isLost;
    }

    /** Null if nothing is known of the stream. */
    @Nullable
    AckedStream get(String stream) {
        return streams.get(stream);
    }

    /** The same; a stream that was not known is from now on. */
    AckedStream known(String stream) {
        AckedStream known = streams.get(stream);
        if (known == null) {
            known = new AckedStream(stream, hasForgotten);
            streams.put(stream, known);
            if (streams.size() > maxStreams) {
                forgetOne();
            }
        }
        return known;
    }

    /** Forgets the stream that was used least recently. A loss stays until it is back, or accepted. */
    private void forgetOne() {
        Iterator<String> oldestFirst = streams.keySet().iterator();
        String oldest = oldestFirst.next();
        while (isLost.test(oldest) && oldestFirst.hasNext()) {
            oldest = oldestFirst.next();
        }
        oldestFirst.remove();
        hasForgotten = true;
    }

    /**
     * Notes messages that are about to be acked.
     *
     * @param over the connection
     * @param now {@link System#nanoTime()}
     */
    void acked(String stream, List<QueuedMessage> messages, List<Receipt> receipts, Connection over, long now) {
        AckedStream known = known(stream);
        ids += known.acked(messages, receipts, over, now);
        owners.add(known);
        while (ids > maxIds) {
            ids -= owners.remove().forgetOldest();
        }
    }

    /** Its loss was accepted: nothing of before is missed any more. */
    void remove(String stream) {
        streams.remove(stream);
    }

    /** Those without a loss that were acked after this {@link System#nanoTime()}, or have what no look has found. */
    List<String> busy(long since) {
        return streams.values().stream()
                .filter(known -> known.isBusy(since) && !isLost.test(known.stream))
                .map(known -> known.stream)
                .toList();
    }

    /** Some of those without a loss, different ones each time. */
    List<String> someAtRest() {
        return atRest.next(streams.keySet().stream().filter(isLost.negate()).toList());
    }

    List<String> all() {
        return List.copyOf(streams.keySet());
    }
}
