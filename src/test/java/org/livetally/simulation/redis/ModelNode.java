package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * A server with others: a primary that keeps what it writes for its replicas, or a replica, which holds a prefix of that. Who
 * drives it decides when writes arrive, and who is promoted; see {@link ModelCluster}.
 */
public final class ModelNode {
    public static final int PORT = 6379;

    private final String host;
    private final int shard;
    private final ModelRedis redis;
    private final SlotGate gate = new SlotGate(this);
    private final NodeCommands commands;
    private final List<ModelNode> replicas = new ArrayList<>();
    private final List<ModelRedis.Writes> log = new ArrayList<>();
    /** The number of writes before those in the log. */
    private long forgotten;
    /** The number of writes of the history that the data hold. */
    private long position;

    private String history;
    private @Nullable ModelNode primary;
    private @Nullable SlotView view;
    private boolean cutOff;

    ModelNode(String host, int shard, boolean clustered, LongSupplier clock) {
        this.host = host;
        this.shard = shard;
        this.commands = new NodeCommands(this, clustered);
        this.redis = new ModelRedis(clock);
        this.history = historyId(host, 0);
        redis.log(this::wrote);
        redis.replication(commands::replication);
        if (clustered) {
            redis.gate(gate);
        }
    }

    private static String historyId(String host, long position) {
        return Bytes.latin(Sha1.of(Bytes.of(host + " " + position)));
    }

    public String host() {
        return host;
    }

    /** Its number, from 0. */
    public int shard() {
        return shard;
    }

    public boolean isPrimary() {
        return primary == null;
    }

    /** What {@link Trouble} may befall. */
    public ModelRedis redis() {
        return redis;
    }

    @Nullable
    ModelNode primary() {
        return primary;
    }

    /** The number of writes of its history that it holds. */
    long position() {
        return position;
    }

    /** The id of the history that it writes, or copies. */
    String history() {
        return history;
    }

    public List<ModelNode> replicas() {
        return List.copyOf(replicas);
    }

    /** Runs one command at once. WAIT does not wait: it tells how many replicas have it now. */
    public Reply execute(Session session, List<byte[]> command) {
        Args args = Args.of(command);
        Reply reply = commands.run(session, args);
        if (reply == null) {
            long before = position;
            reply = redis.answer(session, args);
            session.written = position > before ? position : session.written;
            session.asking = false;
        }
        return reply;
    }

    private void wrote(ModelRedis.Writes writes) {
        position++;
        if (replicas.isEmpty()) {
            log.clear();
            forgotten = position;
        } else {
            log.add(writes);
        }
    }

    /** How many replicas have all that this connection wrote: what WAIT waits for. */
    public int replicasWith(Session session) {
        return (int) replicas.stream()
                .filter(replica -> replica.position >= session.written)
                .count();
    }

    /** How many writes of its primary a replica lacks; 0 for a primary. */
    public long behind() {
        ModelNode of = primary;
        return of == null ? 0 : of.position - position;
    }

    /** The next writes of its primary arrive at a replica, as many as there are if they are fewer. */
    public void receive(long writes) {
        ModelNode of = primary;
        if (of == null) {
            return;
        }
        long to = Math.min(of.position, position + writes);
        while (position < to) {
            redis.apply(of.log.get((int) (position - of.forgotten)));
            position++;
        }
        of.forgetReceived();
    }

    private void forgetReceived() {
        long all =
                replicas.stream().mapToLong(replica -> replica.position).min().orElse(position);
        if (all - forgotten > 1000) {
            log.subList(0, (int) (all - forgotten)).clear();
            forgotten = all;
        }
    }

    /** Ends and starts again, with its data: see {@link ModelRedis#restart}. A primary begins another history then. */
    public void restart() {
        redis.restart();
        if (isPrimary()) {
            beginHistory();
        }
    }

    private void beginHistory() {
        history = historyId(history, position);
    }

    /** Becomes a primary with what it holds. */
    void promote() {
        ModelNode of = primary;
        if (of != null) {
            of.replicas.remove(this);
        }
        primary = null;
        redis.end(Trouble.READONLY);
        log.clear();
        forgotten = position;
        beginHistory();
    }

    /** Becomes a replica with the data that the primary has now; its own are lost, with what nobody else got. */
    void follow(ModelNode newPrimary) {
        ModelNode before = primary;
        if (before != null) {
            before.replicas.remove(this);
        }
        for (ModelNode replica : List.copyOf(replicas)) {
            replica.follow(newPrimary);
        }
        primary = newPrimary;
        newPrimary.replicas.add(this);
        redis.keys(newPrimary.redis.keys().copy());
        redis.begin(Trouble.READONLY);
        position = newPrimary.position;
        history = newPrimary.history;
        gate.settleAll();
    }

    /** Whether it finds that it has lost the others of its Cluster: then it serves nothing, CLUSTERDOWN. */
    public void cutOff(boolean isCutOff) {
        cutOff = isCutOff;
    }

    boolean isCutOff() {
        return cutOff;
    }

    void learn(SlotView newView) {
        view = newView;
    }

    SlotView view() {
        SlotView known = view;
        if (known == null) {
            throw new IllegalStateException(host + " is in no Cluster");
        }
        return known;
    }

    SlotGate gate() {
        return gate;
    }

    String address() {
        return host + ":" + PORT;
    }

    String id() {
        return historyId("node " + host, 0);
    }

    /** Moves a key to another server, as MIGRATE does; the replicas of both hear of it. */
    void migrate(LuaString key, ModelNode to) {
        Object value = redis.keys().find(key);
        if (value != null) {
            to.redis.change(
                    new Change.Moved(key, Contents.copy(value), redis.keys().end(key)));
            redis.change(new Change.Moved(key, null, null));
        }
    }

    @Override
    public String toString() {
        return host;
    }
}
