package org.livetally.simulation.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.livetally.redis.client.Slot;
import org.luaj.vm2.LuaString;

/**
 * Which commands a server of a Cluster runs, and where it sends the others, by Redis' own rules (getNodeByQuery). A slot that
 * moves is migrating at its source and importing at its target: each runs only what has all of its keys there.
 */
final class SlotGate implements ModelRedis.Gate {
    private static final ThreadLocal<Map<LuaString, Integer>> SLOTS = ThreadLocal.withInitial(HashMap::new);
    private static final int MAX_KNOWN = 10_000;
    private static final String NOT_LOCAL = "ERR Script attempted to access a non local key in a cluster node";

    private final ModelNode self;
    private final Map<Integer, ModelNode> migrating = new HashMap<>();
    private final Map<Integer, ModelNode> importing = new HashMap<>();
    private boolean asking;
    private boolean open;

    SlotGate(ModelNode self) {
        this.self = self;
    }

    static int slot(LuaString key) {
        Map<LuaString, Integer> known = SLOTS.get();
        if (known.size() > MAX_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(
                key,
                bytes -> Slot.of(new String(bytes.m_bytes, bytes.m_offset, bytes.m_length, StandardCharsets.UTF_8)));
    }

    void migrate(int slot, ModelNode to) {
        migrating.put(slot, to);
    }

    void receive(int slot, ModelNode from) {
        importing.put(slot, from);
    }

    /** The slot moves no more. */
    void settle(int slot) {
        migrating.remove(slot);
        importing.remove(slot);
    }

    void settleAll() {
        migrating.clear();
        importing.clear();
    }

    @Override
    public void admit(Session session, List<LuaString> keys) {
        asking = session.asking;
        open = session.isEverywhere();
        require(keys);
    }

    @Override
    public void admitInScript(List<LuaString> keys) {
        try {
            require(keys);
        } catch (RedisError e) {
            throw new RedisError(NOT_LOCAL);
        }
    }

    private void require(List<LuaString> keys) {
        if (open || keys.isEmpty()) {
            return;
        }
        int slot = commonSlot(keys);
        if (self.isCutOff()) {
            throw new RedisError("CLUSTERDOWN The cluster is down");
        }
        ModelNode owner = self.view().owner(slot);
        ModelNode target = owner == self ? migrating.get(slot) : null;
        boolean arrives = owner != self && importing.containsKey(slot);
        int missing = target != null || arrives ? missing(keys) : 0;
        if (target != null && missing > 0) {
            throw missing < keys.size() ? tryAgain() : new RedisError("ASK " + slot + " " + target.address());
        }
        if (arrives && asking) {
            if (missing > 0 && severalOf(keys)) {
                throw tryAgain();
            }
            return;
        }
        if (owner != self) {
            throw new RedisError("MOVED " + slot + " " + owner.address());
        }
    }

    private static int commonSlot(List<LuaString> keys) {
        int slot = slot(keys.get(0));
        for (int i = 1; i < keys.size(); i++) {
            if (slot(keys.get(i)) != slot) {
                throw new RedisError("CROSSSLOT Keys in request don't hash to the same slot");
            }
        }
        return slot;
    }

    private int missing(List<LuaString> keys) {
        int missing = 0;
        for (LuaString key : keys) {
            missing += self.redis().keys().exists(key) ? 0 : 1;
        }
        return missing;
    }

    private static boolean severalOf(List<LuaString> keys) {
        return keys.stream().anyMatch(key -> !key.equals(keys.get(0)));
    }

    private static RedisError tryAgain() {
        return new RedisError("TRYAGAIN Multiple keys request during rehashing of slot");
    }
}
