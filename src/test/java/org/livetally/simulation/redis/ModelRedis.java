package org.livetally.simulation.redis;

import java.util.List;
import java.util.function.LongSupplier;

/** One server: its data and its scripts. Not thread-safe. */
public final class ModelRedis {
    private final LongSupplier clock;

    /**
     * A server without data.
     *
     * @param clock the time in microseconds since the epoch, for TIME, expiry and ids of streams
     */
    public ModelRedis(LongSupplier clock) {
        this.clock = clock;
    }

    /** Runs one command at once, as if it came by itself: name and arguments, as on the wire. */
    public Reply execute(Session session, List<byte[]> command) {
        return new Reply.Failure("ERR unknown command at " + clock.getAsLong() + command.size() + session.written);
    }
}
