package org.livetally.ledger.replay;

import java.util.Map;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.replay.Slices.Slice;
import org.livetally.ledger.replay.Slices.Span;

/**
 * What an audit compares partition by partition.
 *
 * @param groups the numbers of distinct buyers of groups. They follow from the pairs of group and buyer among the
 *     {@code names}, so they are compared after those
 * @param texts whatever is text
 */
record Checks(IdCheck ids, NameCheck names, NameCheck groups, TextCheck texts) implements AutoCloseable {
    private static final String GROUP_COUNTS = Dimension.GROUPS.countField(Measure.BUYERS, "");

    static Checks of(String stream, Audit.Limits limits, Differences differences) {
        return new Checks(
                new IdCheck(stream, limits.spill(), differences),
                new NameCheck(limits.spill(), differences),
                new NameCheck(limits.spill(), differences),
                new TextCheck(limits.spill(), differences));
    }

    /** Adds counts that Redis holds. */
    void addCounts(Slice slice) {
        for (int i = 0; i < slice.size(); i++) {
            NameCheck check = slice.name(i).startsWith(GROUP_COUNTS) ? groups : names;
            check.addHeld(Tallies.COUNTS + "/" + slice.name(i), slice.last(), slice.value(i));
        }
    }

    /** Compares a partition of the names, and counts the buyers of groups. */
    void runNames(int partition, Map<String, Span> read) {
        names.run(partition, read, this::addGroupBuyer);
    }

    /** Counts a buyer of a group once. */
    void addGroupBuyer(String pair, Seq first) {
        String group = pair.substring(0, Math.max(0, pair.indexOf(Tallies.SEPARATOR)));
        groups.addMoved(Tallies.COUNTS + "/" + GROUP_COUNTS + group, first, 1);
    }

    /** Compares a partition of the numbers of groups' buyers. */
    void runGroups(int partition, Map<String, Span> read) {
        groups.run(partition, read, (pair, first) -> {});
    }

    @Override
    public void close() {
        ids.close();
        names.close();
        groups.close();
        texts.close();
    }
}
