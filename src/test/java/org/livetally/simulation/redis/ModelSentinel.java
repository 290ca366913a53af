package org.livetally.simulation.redis;

import java.util.List;

/** A Sentinel: it names the primary that it knows. */
public final class ModelSentinel {
    private final String name;
    private ModelNode primary;
    private long epoch;

    /** @param name by which clients ask for the primary */
    public ModelSentinel(String name, ModelNode primary) {
        this.name = name;
        this.primary = primary;
    }

    /**
     * Learns that another server is the primary now, unless it knows of a later failover.
     *
     * @param newEpoch of the failover; grows with each
     */
    public void learn(ModelNode newPrimary, long newEpoch) {
        if (newEpoch > epoch) {
            primary = newPrimary;
            epoch = newEpoch;
        }
    }

    /** Runs one command at once: name and arguments, as on the wire. */
    public Reply execute(List<byte[]> command) {
        Args args = Args.of(command);
        if (!args.is(0, "SENTINEL")) {
            return args.is(0, "PING") ? new Reply.Status("PONG") : Replies.OK; // AUTH, CLIENT
        }
        boolean isKnown = args.size() == 3 && Bytes.latin(args.get(2)).equals(name);
        if (args.is(1, "GET-MASTER-ADDR-BY-NAME")) {
            return isKnown
                    ? Replies.bulks(List.of(Bytes.of(primary.host()), Bytes.number(ModelNode.PORT)))
                    : Reply.Nil.ARRAY;
        }
        if (args.is(1, "MASTER")) {
            return isKnown ? fields() : new Reply.Failure("ERR No such master with that name");
        }
        return new Reply.Failure("ERR the model of a Sentinel knows MASTER and GET-MASTER-ADDR-BY-NAME");
    }

    private Reply fields() {
        return Replies.bulks(List.of(
                Bytes.of("name"),
                Bytes.of(name),
                Bytes.of("ip"),
                Bytes.of(primary.host()),
                Bytes.of("port"),
                Bytes.number(ModelNode.PORT),
                Bytes.of("config-epoch"),
                Bytes.number(epoch)));
    }
}
