package org.livetally.simulation.redis;

/** What a server remembers of one connection. */
public final class Session {
    private final boolean everywhere;
    boolean asking;
    String name = "";
    /** The end of the log of writes after the newest write of this connection, which WAIT asks the replicas for. */
    long written;

    public Session() {
        this(false);
    }

    private Session(boolean everywhere) {
        this.everywhere = everywhere;
    }

    /** Of somebody whom every server of a Cluster serves, whoever holds the slot. */
    public static Session everywhere() {
        return new Session(true);
    }

    boolean isEverywhere() {
        return everywhere;
    }
}
