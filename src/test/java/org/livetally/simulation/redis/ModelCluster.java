package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.luaj.vm2.LuaString;

/**
 * Servers that replicate: one primary with replicas, or a Redis Cluster. Nothing happens by itself: what a network, Sentinels or
 * the servers' own votes would do is told to it, so that a simulation can do it at the worst moment.
 */
public final class ModelCluster {
    private final List<ModelNode> nodes = new ArrayList<>();
    private final boolean clustered;
    private SlotView newest;

    private ModelCluster(LongSupplier clock, int shards, int replicas, boolean clustered) {
        this.clustered = clustered;
        List<ModelNode> primaries = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            ModelNode primary = node(shard, 1, clock);
            primaries.add(primary);
            for (int i = 0; i < replicas; i++) {
                node(shard, i + 2, clock).follow(primary);
            }
        }
        newest = SlotView.even(primaries);
        nodes.forEach(node -> node.learn(newest));
    }

    private ModelNode node(int shard, int number, LongSupplier clock) {
        ModelNode node = new ModelNode("10.0." + shard + "." + number, shard, clustered, clock);
        nodes.add(node);
        return node;
    }

    /** One primary with replicas, for Sentinels. Hosts are 10.0.0.1, the primary, then 10.0.0.2 and so on. */
    public static ModelCluster replicated(LongSupplier clock, int replicas) {
        return new ModelCluster(clock, 1, replicas, false);
    }

    /** A Redis Cluster: hosts are 10.0.s.1, the primary of shard s, from 0, then its replicas. */
    public static ModelCluster clustered(LongSupplier clock, int shards, int replicas) {
        return new ModelCluster(clock, shards, replicas, true);
    }

    /** All servers, those of a shard together. */
    public List<ModelNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The server of a host. */
    public ModelNode node(String host) {
        return nodes.stream()
                .filter(node -> node.host().equals(host))
                .findFirst()
                .orElseThrow();
    }

    /** The newest primary of a shard, whatever others still believe. */
    public ModelNode primary(int shard) {
        return newest.primaries().get(shard);
    }

    /** The newest owner of a key. */
    public ModelNode owner(String key) {
        return newest.owner(SlotGate.slot(LuaString.valueOf(key)));
    }

    /** The primary that has the key, and during a move may not be its owner; the owner if none has it. */
    public ModelNode holder(String key) {
        LuaString name = LuaString.valueOf(key);
        ModelNode owner = owner(key);
        return owner.redis().keys().exists(name)
                ? owner
                : newest.primaries().stream()
                        .filter(primary -> primary.redis().keys().exists(name))
                        .findFirst()
                        .orElse(owner);
    }

    /**
     * A replica becomes the primary of its shard with what it holds. It knows that at once; others learn it by {@link #tell}.
     * The other replicas of the shard follow it. The old primary goes on as one, until it {@link #rejoin}s.
     */
    public void failOver(ModelNode replica) {
        ModelNode old = primary(replica.shard());
        replica.promote();
        old.replicas().forEach(other -> other.follow(replica));
        newest = newest.withPrimary(replica.shard(), replica);
        replica.learn(newest);
    }

    /** A primary of yesterday follows the present one, and loses what only it has. */
    public void rejoin(ModelNode old) {
        old.cutOff(false);
        if (old != primary(old.shard())) {
            old.follow(primary(old.shard()));
        }
        old.learn(newest);
    }

    /** A server learns who holds which slots now. */
    public void tell(ModelNode node) {
        node.learn(newest);
    }

    public void tellAll() {
        nodes.forEach(this::tell);
    }

    /** A slot begins to move to the primary of another shard. */
    public void beginMove(int slot, int toShard) {
        ModelNode from = newest.owner(slot);
        ModelNode to = primary(toShard);
        from.gate().migrate(slot, to);
        to.gate().receive(slot, from);
    }

    /** The next keys of a slot that moves go over, in the order of their names. Returns how many of them are left. */
    public int moveKeys(int slot, int toShard, int most) {
        ModelNode from = newest.owner(slot);
        List<LuaString> keys = from.redis().keys().keys().stream()
                .filter(key -> SlotGate.slot(key) == slot)
                .toList();
        keys.stream().limit(most).forEach(key -> from.migrate(key, primary(toShard)));
        return Math.max(0, keys.size() - most);
    }

    /**
     * One key of a slot that moves goes over, if it is still there.
     *
     * @return whether the target has no such key: otherwise nothing is done, BUSYKEY. The other methods replace it.
     */
    public boolean moveKey(String key, int toShard) {
        LuaString name = LuaString.valueOf(key);
        boolean isFree = !primary(toShard).redis().keys().exists(name);
        if (isFree) {
            owner(key).migrate(name, primary(toShard));
        }
        return isFree;
    }

    /** The rest of the keys goes over, and the slot is the other shard's: both primaries know it, others by {@link #tell}. */
    public void endMove(int slot, int toShard) {
        ModelNode from = newest.owner(slot);
        ModelNode to = primary(toShard);
        moveKeys(slot, toShard, Integer.MAX_VALUE);
        newest = newest.withOwner(slot, to);
        for (ModelNode node : List.of(from, to)) {
            node.gate().settle(slot);
            node.learn(newest);
        }
    }
}
