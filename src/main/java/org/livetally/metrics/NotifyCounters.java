package org.livetally.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Attempts to deliver messages out, by the kind of their target and by what became of them. */
public final class NotifyCounters {
    private static final List<String> KINDS = List.of("webhook", "dingtalk", "feishu", "wecom", "ntfy");

    private final Map<String, CountersBy<Outcome>> byKind = new LinkedHashMap<>();

    /** What became of an attempt. */
    public enum Outcome {
        DELIVERED,
        /** It is made again later. */
        FAILED,
        /** It was the last one. */
        DROPPED;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** Its name, for example {@code failed}. */
        public String wire() {
            return wire;
        }
    }

    NotifyCounters() {
        KINDS.forEach(kind -> byKind.put(kind, new CountersBy<>(Outcome.class)));
    }

    /** Counts an attempt. */
    public void attempted(String kind, Outcome outcome) {
        CountersBy<Outcome> counters = byKind.get(kind);
        if (counters == null) {
            throw new IllegalArgumentException("no kind " + kind);
        }
        counters.of(outcome).increment();
    }

    interface Each {
        void accept(LongAdder count, String kind, String outcome);
    }

    void forEach(Each each) {
        byKind.forEach((kind, counters) -> {
            for (Outcome outcome : Outcome.values()) {
                each.accept(counters.of(outcome), kind, outcome.wire());
            }
        });
    }
}
