package org.livetally.metrics;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** A counter for each constant of an enum. */
final class CountersBy<K extends Enum<K>> {
    private final LongAdder[] counters;

    CountersBy(Class<K> type) {
        counters = Stream.generate(LongAdder::new)
                .limit(type.getEnumConstants().length)
                .toArray(LongAdder[]::new);
    }

    LongAdder of(K constant) {
        return counters[constant.ordinal()];
    }
}
