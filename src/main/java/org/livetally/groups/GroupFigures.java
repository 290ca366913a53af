package org.livetally.groups;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.GroupLabel;
import org.livetally.domain.order.StreamEvent.Group;

/**
 * What the groups of a stream bought: those of the tree, and those that only orders name.
 *
 * @param rows the group whose total is the highest first
 */
record GroupFigures(List<Row> rows) {
    private static final Group ALONE = new Group(null, null);
    private static final Comparator<Row> HIGHEST_FIRST = Comparator.comparingLong((Row row) -> row.total.gmv)
            .thenComparingLong(row -> row.total.orders)
            .reversed()
            .thenComparing(Row::name);

    /**
     * A group.
     *
     * @param own what was ordered for the group itself
     * @param total the same with all groups below it
     */
    record Row(String name, Group group, Share own, Share total) {}

    /**
     * What some people bought.
     *
     * @param gmv minor units
     * @param buyers distinct buyers of each group; one that orders for two groups counts in both
     * @param headCount how many people there are; null if that is unknown
     */
    record Share(
            long gmv, long orders, long buyers, @Nullable Long headCount) {
        static final Share NOTHING = new Share(0, 0, 0, null);

        /** The share of the people who bought, rounded down to four digits; null if nobody knows how many there are. */
        @Nullable
        Double participation() {
            return new GroupLabel(headCount, null).participation(buyers);
        }

        Share of(@Nullable Long heads) {
            return new Share(gmv, orders, buyers, heads);
        }
    }

    /** The row of a group that only orders name. */
    static Row alone(String name, Share bought) {
        return new Row(name, ALONE, bought, bought);
    }

    /**
     * Adds up the tree.
     *
     * @param bought what each group bought by itself; without those that bought nothing
     */
    static GroupFigures of(GroupTree tree, Map<String, Share> bought) {
        Map<String, Sum> sums = new HashMap<>();
        for (String name : tree.leavesFirst()) {
            Group group = tree.groups().getOrDefault(name, ALONE);
            Sum sum = sums.computeIfAbsent(name, any -> new Sum());
            sum.end(bought.getOrDefault(name, Share.NOTHING), group.headCount());
            if (group.parent() != null) {
                sums.computeIfAbsent(group.parent(), any -> new Sum()).add(sum);
            }
        }
        Set<String> names = new TreeSet<>(tree.groups().keySet());
        names.addAll(bought.keySet());
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            Group group = tree.groups().getOrDefault(name, ALONE);
            Share own = bought.getOrDefault(name, Share.NOTHING).of(group.headCount());
            Sum sum = sums.get(name);
            rows.add(new Row(name, group, own, sum == null ? own : sum.share()));
        }
        rows.sort(HIGHEST_FIRST);
        return new GroupFigures(rows);
    }

    /** The sum of a group and all below it. */
    private static final class Sum {
        private long gmv;
        private long orders;
        private long buyers;
        private boolean hasChildren;
        /** Of the children; null once that of one is unknown. */
        private @Nullable Long heads = 0L;

        void add(Sum child) {
            hasChildren = true;
            gmv += child.gmv;
            orders += child.orders;
            buyers += child.buyers;
            heads = heads == null || child.heads == null ? null : Long.valueOf(heads + child.heads);
        }

        /** Adds the group itself, after all its children. */
        void end(Share own, @Nullable Long headCount) {
            gmv += own.gmv;
            orders += own.orders;
            buyers += own.buyers;
            heads = headCount != null || !hasChildren ? headCount : heads;
        }

        Share share() {
            return new Share(gmv, orders, buyers, heads);
        }
    }
}
