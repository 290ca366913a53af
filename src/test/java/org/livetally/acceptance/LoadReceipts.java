package org.livetally.acceptance;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** The receipts of all producers, by order. Thread-safe. */
final class LoadReceipts {
    private final AtomicIntegerArray recorded;
    private final AtomicReferenceArray<String> seqs;
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger otherSeqs = new AtomicInteger();

    LoadReceipts(int orders) {
        this.recorded = new AtomicIntegerArray(orders);
        this.seqs = new AtomicReferenceArray<>(orders);
    }

    void recorded(int number, String seq) {
        recorded.incrementAndGet(number);
        sameSeq(number, seq);
    }

    void duplicate(int number, String seq) {
        duplicates.incrementAndGet();
        sameSeq(number, seq);
    }

    /** Not recorded: the queue was full. */
    void busy() {
        busy.incrementAndGet();
    }

    /** Recorded or not, which is unknown: Redis did not answer in time. */
    void unavailable() {
        unavailable.incrementAndGet();
    }

    private void sameSeq(int number, String seq) {
        if (!seqs.compareAndSet(number, null, seq) && !seq.equals(seqs.get(number))) {
            otherSeqs.incrementAndGet();
        }
    }

    /** Orders that were acked as recorded this many times. */
    long recordedTimes(int times) {
        return IntStream.range(0, recorded.length())
                .filter(number -> recorded.get(number) == times)
                .count();
    }

    /** The number of places in the ledger, which must differ from order to order. */
    long differentSeqs() {
        return IntStream.range(0, seqs.length())
                .mapToObj(seqs::get)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    /** The number of acks whose place in the ledger differs from an earlier ack of the same order. */
    int otherSeqs() {
        return otherSeqs.get();
    }

    int duplicates() {
        return duplicates.get();
    }

    int unavailableAnswers() {
        return unavailable.get();
    }

    int busyAnswers() {
        return busy.get();
    }
}
