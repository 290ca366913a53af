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

/** Calls of {@code lua/change_groups.lua}. */
final class ChangeGroups {
    /** Maximum of groups in a message of the ledger. */
    static final int GROUPS_PER_MESSAGE = 1_000;

    private static final LuaScript SCRIPT = LuaScript.load("change_groups");

    private ChangeGroups() {}

    /**
     * A change of a tree, ready for the script.
     *
     * @param edition of the tree that the change was made for
     * @param changes group to what it is from now on; null if it is removed
     */
    record Change(String edition, Map<String, @Nullable Group> changes) {
        /** The messages of the ledger that say it. */
        List<LedgerEntry> entries(String stream, long now) {
            List<LedgerEntry> entries = new ArrayList<>();
            Map<String, @Nullable Group> some = new LinkedHashMap<>();
            changes.forEach((name, group) -> {
                some.put(name, group);
                if (some.size() == GROUPS_PER_MESSAGE) {
                    entries.add(entry(stream, some, now));
                    some.clear();
                }
            });
            if (!some.isEmpty()) {
                entries.add(entry(stream, some, now));
            }
            return entries;
        }

        private static LedgerEntry entry(String stream, Map<String, @Nullable Group> groups, long now) {
            String id = "groups-" + UUID.randomUUID();
            return LedgerEntry.of(new GroupsChange(id, stream, groups, Message.NO_TIME), now);
        }
    }

    /**
     * @param required the newest seq that the ledger must have; empty if that is unknown
     * @param now epoch milliseconds
     */
    static ScriptCall call(StreamKeys keys, Change change, String required, long now) {
        List<LedgerEntry> entries = change.entries(keys.stream(), now);
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.ids())
                .key(keys.ledger())
                .key(keys.groupTree())
                .arg(change.edition)
                .arg(required)
                .arg(entries.size());
        entries.forEach(entry -> call.arg(entry.id())
                .arg(LedgerJson.array(List.of(entry.json())))
                .arg(entry.state().rest()));
        change.changes.forEach((name, group) -> call.arg(name).arg(group == null ? "" : GroupJson.text(group)));
        return call;
    }
}
