package org.livetally.reports;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is told who asks for something that is counted first.
 *
 * @param ready JSON; null while it is counted
 * @param done about how many messages were counted
 * @param of of about so many
 */
record Answer(@Nullable Buffer ready, long done, long of) {
    static Answer of(Buffer ready) {
        return new Answer(ready, 0, 0);
    }

    static Answer counting(long done, long of) {
        return new Answer(null, done, of);
    }
}
