package org.livetally.metrics;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** What was written to screens; updated once for all screens that get the same message. */
public final class FrameCounters {
    private final CountersBy<Kind> frames = new CountersBy<>(Kind.class);
    private final LongAdder bytes = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    FrameCounters() {}

    /** The kind of a message to screens. */
    public enum Kind {
        SNAPSHOT,
        UPDATE,
        ORDERS,
        HEARTBEAT,
        STALE,
        END;

        private final String text = name().toLowerCase(Locale.ROOT);
    }

    /**
     * Counts a message to some screens.
     *
     * @param written how many accepted it
     * @param size bytes written in all
     */
    public void sent(Kind kind, int written, long size) {
        if (written > 0) {
            frames.of(kind).add(written);
            bytes.add(size);
        }
    }

    /** Counts screens that missed an update. */
    public void skipped(int screens) {
        if (screens > 0) {
            skipped.add(screens);
        }
    }

    interface Each {
        void accept(LongAdder count, String kind);
    }

    void forEach(Each each) {
        for (Kind kind : Kind.values()) {
            each.accept(frames.of(kind), kind.text);
        }
    }

    LongAdder bytes() {
        return bytes;
    }

    LongAdder skipped() {
        return skipped;
    }
}
