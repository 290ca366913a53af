package org.livetally.simulation;

/** A machine on which a node runs: it may stop for a while, be cut off from all servers, or end. */
class Machine implements Scheduler.Owner {
    private long stoppedUntil;
    private long cutOffUntil;

    /** It stands still until then, as {@link Scheduler#nanos}: with all that comes to it waiting. */
    final void stop(long until) {
        stoppedUntil = Math.max(stoppedUntil, until);
    }

    /** It ends: what it knew is gone. */
    final void end() {
        stoppedUntil = Long.MAX_VALUE;
    }

    final boolean hasEnded() {
        return stoppedUntil == Long.MAX_VALUE;
    }

    /** Packets between it and the servers wait until then. */
    final void cutOff(long until) {
        cutOffUntil = Math.max(cutOffUntil, until);
    }

    final boolean isCutOff(long now) {
        return now < cutOffUntil;
    }

    final long cutOffUntil() {
        return cutOffUntil;
    }

    @Override
    public final long stoppedUntil() {
        return stoppedUntil;
    }
}
