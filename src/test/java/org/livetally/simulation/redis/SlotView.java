package org.livetally.simulation.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * Who holds which slots, as a server of a Cluster knows it. It never changes; a server learns another one.
 *
 * @param shardOfSlot the number of a shard for each slot
 * @param primaries by shard
 * @param epoch grows with each change
 */
record SlotView(byte[] shardOfSlot, List<ModelNode> primaries, long epoch) {
    static final int SLOTS = 16_384;

    /** Even ranges. */
    static SlotView even(List<ModelNode> primaries) {
        byte[] shards = new byte[SLOTS];
        for (int slot = 0; slot < SLOTS; slot++) {
            shards[slot] = (byte) (slot * primaries.size() / SLOTS);
        }
        return new SlotView(shards, List.copyOf(primaries), primaries.size());
    }

    ModelNode owner(int slot) {
        return primaries.get(shardOfSlot[slot]);
    }

    SlotView withOwner(int slot, ModelNode owner) {
        byte[] shards = shardOfSlot.clone();
        shards[slot] = (byte) primaries.indexOf(owner);
        return new SlotView(shards, primaries, epoch + 1);
    }

    SlotView withPrimary(int shard, ModelNode primary) {
        List<ModelNode> changed = new ArrayList<>(primaries);
        changed.set(shard, primary);
        return new SlotView(shardOfSlot, List.copyOf(changed), epoch + 1);
    }

    /** What CLUSTER SLOTS tells: ranges with their primary and its replicas. */
    Reply slots() {
        List<Reply> ranges = new ArrayList<>();
        int first = 0;
        for (int slot = 1; slot <= SLOTS; slot++) {
            if (slot == SLOTS || shardOfSlot[slot] != shardOfSlot[first]) {
                ranges.add(range(first, slot - 1, owner(first)));
                first = slot;
            }
        }
        return new Reply.Many(ranges);
    }

    private static Reply range(int first, int last, ModelNode primary) {
        List<Reply> range = new ArrayList<>(List.of(Replies.number(first), Replies.number(last), node(primary)));
        primary.replicas().forEach(replica -> range.add(node(replica)));
        return new Reply.Many(range);
    }

    private static Reply node(ModelNode node) {
        return new Reply.Many(List.of(
                Replies.bulk(Bytes.of(node.host())),
                Replies.number(ModelNode.PORT),
                Replies.bulk(Bytes.of(node.id())),
                Replies.NONE));
    }
}
