package org.livetally.bench;

import java.io.IOException;
import java.util.List;

/** One measurement: rounds of the server and of what it is measured against, in turns. */
interface Figure {
    /** Short, for {@code --only}. */
    String id();

    /** Whether it looks into the server's processes, or starts several. */
    default boolean needsOwnServer() {
        return true;
    }

    /** @throws VoidRunException if the generator was too slow for it */
    List<Row> measure(Lab lab) throws IOException;
}
