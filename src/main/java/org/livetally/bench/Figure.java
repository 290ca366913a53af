package org.livetally.bench;

import java.util.List;

/** One measurement: rounds of the server and of what it is measured against, in turns. */
interface Figure {
    /** Short, for {@code --only}. */
    String id();

    List<Row> measure(Lab lab) throws Exception;
}
