package org.livetally.simulation.redis;

/** What a server remembers of one connection. */
public final class Session {
    boolean asking;
    String name = "";
    /** The end of the log of writes after the newest write of this connection, which WAIT asks the replicas for. */
    long written;
}
