package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands about a server and its kin: WAIT, ROLE, ASKING, CLUSTER. */
final class NodeCommands {
    private final ModelNode node;
    private final boolean clustered;

    NodeCommands(ModelNode node, boolean clustered) {
        this.node = node;
        this.clustered = clustered;
    }

    /** The reply, or null if the command is none of these. */
    @Nullable
    Reply run(Session session, Args args) {
        if (args.is(0, "WAIT")) {
            return node.isPrimary() ? Replies.number(node.replicasWith(session)) : waitAtReplica();
        }
        if (args.is(0, "ROLE")) {
            return role();
        }
        if (args.is(0, "ASKING")) {
            return asking(session);
        }
        return args.is(0, "CLUSTER") ? cluster(args) : null;
    }

    private static Reply waitAtReplica() {
        return new Reply.Failure("ERR WAIT cannot be used with replica instances."); // and more about them
    }

    private Reply asking(Session session) {
        if (!clustered) {
            return new Reply.Failure("ERR This instance has cluster support disabled");
        }
        session.asking = true;
        return Replies.OK;
    }

    private Reply cluster(Args args) {
        if (!clustered) {
            return new Reply.Failure("ERR This instance has cluster support disabled");
        }
        if (args.is(1, "SLOTS")) {
            return node.view().slots();
        }
        if (args.is(1, "INFO")) {
            return Replies.bulk(Bytes.of("cluster_enabled:1\r\ncluster_state:" + (node.isCutOff() ? "fail" : "ok")
                    + "\r\ncluster_slots_assigned:" + SlotView.SLOTS + "\r\ncluster_current_epoch:"
                    + node.view().epoch() + "\r\n"));
        }
        return args.is(1, "MYID")
                ? Replies.bulk(Bytes.of(node.id()))
                : new Reply.Failure("ERR the model of Redis knows CLUSTER SLOTS, INFO and MYID");
    }

    private Reply role() {
        ModelNode of = node.primary();
        if (of != null) {
            return new Reply.Many(List.of(
                    Replies.bulk(Bytes.of("slave")),
                    Replies.bulk(Bytes.of(of.host())),
                    Replies.number(ModelNode.PORT),
                    Replies.bulk(Bytes.of("connected")),
                    Replies.number(node.position())));
        }
        List<Reply> rows = new ArrayList<>();
        node.replicas()
                .forEach(replica -> rows.add(Replies.bulks(List.of(
                        Bytes.of(replica.host()), Bytes.number(ModelNode.PORT), Bytes.number(replica.position())))));
        return new Reply.Many(
                List.of(Replies.bulk(Bytes.of("master")), Replies.number(node.position()), new Reply.Many(rows)));
    }

    /** That section of INFO. */
    String replication() {
        return "# Replication\r\nrole:" + (node.isPrimary() ? "master" : "slave") + "\r\nconnected_slaves:"
                + node.replicas().size() + "\r\nmaster_replid:" + node.history() + "\r\nmaster_repl_offset:"
                + node.position() + "\r\n";
    }
}
