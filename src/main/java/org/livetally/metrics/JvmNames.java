package org.livetally.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

/** Leaves out of the JVM's metrics what breaks Prometheus' conventions or comes and goes with the collector in use. */
final class JvmNames implements MeterFilter {
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return switch (id.getName()) {
            case "process.cpu.time", "jvm.gc.concurrent.phase.time" -> MeterFilterReply.DENY;
            default -> MeterFilterReply.NEUTRAL;
        };
    }
}
