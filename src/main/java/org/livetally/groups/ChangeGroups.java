package org.livetally.groups;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.GroupJson;
import org.livetally.wire.LedgerJson;

/**
 * Calls of {@code lua/change_groups.lua}. If much changes, the next tree is staged beside the current one first, in
 * steps that orders need not wait for: 5,000 groups in one script would hold Redis up for 15 ms.
 *
 * @param changed how many groups change
 * @param grows whether some of them are new
 * @param stages to be run first, one after the other
 * @param change to be run then
 */
record ChangeGroups(int changed, boolean grows, List<ScriptCall> stages, ScriptCall change) {
    /** Maximum of groups in a message of the ledger. */
    private static final int GROUPS_PER_MESSAGE = 1_000;
    /** More changes than these are staged. */
    private static final int MAX_AT_ONCE = 500;

    private static final int STAGED_FOR_S = 60;
    private static final LuaScript SCRIPT = LuaScript.load("change_groups");
    private static final LuaScript STAGE = LuaScript.load("stage_groups");

    /**
     * @param before the tree that the change was made for
     * @param required the newest seq that the ledger must have; empty if that is unknown
     * @param now epoch milliseconds
     * @return null if nothing changes
     */
    static @Nullable ChangeGroups of(StreamKeys keys, Groups.Stored before, GroupTree next, String required, long now) {
        Map<String, @Nullable Group> changes = before.tree().changesTo(next);
        if (changes.isEmpty()) {
            return null;
        }
        boolean staged = changes.size() > MAX_AT_ONCE;
        String stagedKey = keys.stagedGroups(staged ? UUID.randomUUID().toString() : "none");
        List<LedgerEntry> entries = entries(keys.stream(), changes, now);
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.ids())
                .key(keys.ledger())
                .key(keys.groupTree())
                .key(stagedKey)
                .arg(before.edition())
                .arg(required)
                .arg(staged ? next.groups().size() : -1)
                .arg(entries.size());
        entries.forEach(entry -> call.arg(entry.id())
                .arg(LedgerJson.array(List.of(entry.json())))
                .arg(entry.state().rest()));
        if (!staged) {
            changes.forEach((name, group) -> call.arg(name).arg(group == null ? "" : GroupJson.text(group)));
        }
        boolean grows = !before.tree().groups().keySet().containsAll(changes.keySet());
        return new ChangeGroups(changes.size(), grows, staged ? stages(stagedKey, next) : List.of(), call);
    }

    private static List<ScriptCall> stages(String key, GroupTree tree) {
        List<ScriptCall> stages = new ArrayList<>();
        List<Map.Entry<String, Group>> all = List.copyOf(tree.groups().entrySet());
        for (int i = 0; i < all.size(); i += MAX_AT_ONCE) {
            ScriptCall stage = new ScriptCall(STAGE).key(key).arg(STAGED_FOR_S);
            all.subList(i, Math.min(i + MAX_AT_ONCE, all.size()))
                    .forEach(group -> stage.arg(group.getKey()).arg(GroupJson.text(group.getValue())));
            stages.add(stage);
        }
        return stages;
    }

    /** The messages of the ledger that say what changes. */
    private static List<LedgerEntry> entries(String stream, Map<String, @Nullable Group> changes, long now) {
        List<LedgerEntry> entries = new ArrayList<>();
        List<String> names = List.copyOf(changes.keySet());
        for (int i = 0; i < names.size(); i += GROUPS_PER_MESSAGE) {
            Map<String, @Nullable Group> some = new LinkedHashMap<>();
            names.subList(i, Math.min(i + GROUPS_PER_MESSAGE, names.size()))
                    .forEach(name -> some.put(name, changes.get(name)));
            String id = "groups-" + UUID.randomUUID();
            entries.add(LedgerEntry.of(new GroupsChange(id, stream, some, Message.NO_TIME), now));
        }
        return entries;
    }
}
