package org.livetally.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

/** Removes JVM metrics that break Prometheus' conventions, or that depend on the garbage collector in use. */
final class JvmNames implements MeterFilter {
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return switch (id.getName()) {
            case "system.cpu.count", "process.cpu.time", "jvm.gc.concurrent.phase.time" -> MeterFilterReply.DENY;
            default -> MeterFilterReply.NEUTRAL;
        };
    }
}
