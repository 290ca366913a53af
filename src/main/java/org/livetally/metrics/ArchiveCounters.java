package org.livetally.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Streams that were archived, and attempts that failed. */
public final class ArchiveCounters {
    final LongAdder streams = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder failures = new LongAdder();

    /** @param size of the file, in bytes */
    public void archived(long size) {
        streams.increment();
        bytes.add(size);
    }

    /** Counts an attempt that failed, and not because of the one who asked for it. */
    public void failed() {
        failures.increment();
    }
}
