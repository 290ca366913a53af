package org.livetally.groups;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * The groups of a stream's buyers: which belongs to which, and how many people are in each.
 *
 * @param groups name to group, sorted by name
 */
record GroupTree(Map<String, Group> groups) {
    /** Maximum of groups of a stream. */
    static final int MAX_GROUPS = 5_000;
    /** Maximum of groups from the top to a leaf. */
    static final int MAX_DEPTH = 10;

    GroupTree {
        groups = new TreeMap<>(groups);
    }

    /** Receives what is wrong with a group. */
    @FunctionalInterface
    interface Errors {
        void add(String group, String field, Reason reason);
    }

    /**
     * Tells what is wrong with the tree as a whole: parents that do not exist, cycles, too many levels.
     *
     * @throws Problem 400, if there are more than {@link #MAX_GROUPS}
     */
    void check(Errors errors) {
        if (groups.size() > MAX_GROUPS) {
            throw Problem.invalidField("groups", Rule.GROUPS_LIMIT.reason(MAX_GROUPS));
        }
        groups.keySet().forEach(name -> {
            Reason wrong = wrongParent(name);
            if (wrong != null) {
                errors.add(name, "parent", wrong);
            }
        });
    }

    private @Nullable Reason wrongParent(String name) {
        String parent = parentOf(name);
        if (parent != null && !groups.containsKey(parent)) {
            return Rule.GROUP_PARENT.reason();
        }
        Set<String> above = new HashSet<>();
        for (String next = parent; next != null; next = parentOf(next)) {
            if (next.equals(name)) {
                return Rule.GROUP_CYCLE.reason();
            }
            if (!above.add(next)) {
                return null; // below a cycle, of which each member is named
            }
        }
        return above.size() < MAX_DEPTH ? null : Rule.GROUP_DEPTH.reason(MAX_DEPTH);
    }

    /** All names, each after those of the groups below it. */
    List<String> leavesFirst() {
        Map<String, Integer> depths = new HashMap<>();
        groups.keySet().forEach(name -> {
            int depth = 0;
            for (String next = parentOf(name); next != null; next = parentOf(next)) {
                depth++;
            }
            depths.put(name, depth);
        });
        return groups.keySet().stream()
                .sorted(Comparator.comparing(depths::get, Comparator.reverseOrder()))
                .toList();
    }

    private @Nullable String parentOf(String name) {
        Group group = groups.get(name);
        return group == null ? null : group.parent();
    }

    /** The tree after some groups have changed; null stands for a group that is removed. */
    GroupTree with(Map<String, @Nullable Group> changes) {
        Map<String, Group> next = new TreeMap<>(groups);
        changes.forEach((name, group) -> {
            if (group == null) {
                next.remove(name);
            } else {
                next.put(name, group);
            }
        });
        return new GroupTree(next);
    }

    /** What really changes on the way to another tree; null stands for a group that is removed. */
    Map<String, @Nullable Group> changesTo(GroupTree next) {
        Map<String, @Nullable Group> changes = new LinkedHashMap<>();
        next.groups.forEach((name, group) -> {
            if (!group.equals(groups.get(name))) {
                changes.put(name, group);
            }
        });
        groups.keySet().stream()
                .filter(name -> !next.groups.containsKey(name))
                .forEach(name -> changes.put(name, null));
        return changes;
    }
}
