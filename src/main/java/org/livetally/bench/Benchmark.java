package org.livetally.bench;

import java.io.IOException;
import java.util.List;

/** One measurement: alternating rounds of the server and of its baseline. */
interface Benchmark {
    /** Short, for {@code --only}. */
    String id();

    /** Whether it looks into the server's processes, or starts several servers. */
    default boolean needsOwnServer() {
        return true;
    }

    /** @throws InvalidRunException if the generator was too slow */
    List<Measurement> measure(BenchEnvironment environment) throws IOException;
}
