package org.livetally.campaigns.follow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.livetally.domain.tally.Tallies;

/**
 * Buyers that a campaign's sets of buyers have for certain, so that Redis need not be told of them again: many orders are of
 * somebody who has ordered before. Who is not known is told, which costs time only. Of what this node has recorded itself, the
 * recorder says who is new ({@code RecordedBatch.Buyers}), by another proof. Not thread-safe.
 *
 * <p>Exact, though Redis may lose what it has answered, other nodes may follow the same campaign, and buyers are erased:
 *
 * <ul>
 *   <li>Each write leaves a mark in the campaign that no other write has, and the next one is refused unless it finds that mark.
 *       Redis stood as this node's last write left it at some time before, then; and that one found the mark of the one before it.
 *       So everything is there that this node has written since it knew nobody, whatever was lost, and whoever else wrote.
 *   <li>Nothing but an erasure takes a buyer out of the sets. Each changes {@code erasures}, by which the next write is refused,
 *       too.
 *   <li>Everything is forgotten with the cursors, which are read again whenever a write was refused, or its answer did not come.
 * </ul>
 *
 * <p>Memory: the names of the last {@value #MOST_YOUNG} that were new or asked for, and as many before them; 30 to 45
 * bytes each, see {@link NameSet}. Names that nobody asks for are forgotten that way.
 */
final class KnownBuyers {
    /** Stands for the group of those without one: no group has such a name. */
    static final String NO_GROUP = String.valueOf(Tallies.SEPARATOR);

    private static final int MOST_YOUNG = 1 << 16;

    private final int most;
    private final String node = UUID.randomUUID().toString();
    private Names young = new Names();
    private Names old = new Names();
    private long writes;
    private String mark = "";
    private int forgotten;

    /** By group. */
    private static final class Names {
        final Map<String, NameSet> all = new HashMap<>();
        int size;

        boolean has(String group, String buyer) {
            NameSet buyers = all.get(group);
            return buyers != null && buyers.contains(buyer);
        }

        void add(String group, String buyer) {
            if (all.computeIfAbsent(group, any -> new NameSet()).add(buyer)) {
                size++;
            }
        }
    }

    KnownBuyers() {
        this(MOST_YOUNG);
    }

    /** @param most names after which those that were not asked for meanwhile are old, and the old ones are forgotten */
    KnownBuyers(int most) {
        this.most = most;
    }

    /** Visits those of some buyers of one group that the campaign may not have. */
    void eachUnknown(String group, List<String> buyers, Consumer<String> visitor) {
        NameSet names = young.all.get(group);
        boolean[] known = names == null ? new boolean[buyers.size()] : names.containsEach(buyers);
        for (int i = 0; i < known.length; i++) {
            if (!known[i] && !has(group, buyers.get(i))) {
                visitor.accept(buyers.get(i));
            }
        }
    }

    /** Whether the campaign has this buyer, of this group, for certain: if it has the {@link #mark}. */
    boolean has(String group, String buyer) {
        if (young.has(group, buyer)) {
            return true;
        }
        if (!old.has(group, buyer)) {
            return false;
        }
        add(group, buyer);
        return true;
    }

    private void add(String group, String buyer) {
        if (young.size >= most) {
            old = young;
            young = new Names();
        }
        young.add(group, buyer);
    }

    /** The mark that the campaign must have; empty if it does not matter, since nobody is known. */
    String mark() {
        return mark;
    }

    /** How often everything was forgotten: who was left out before that may be missing. */
    int forgotten() {
        return forgotten;
    }

    /** The mark for the next write, even if it has no answer. */
    String nextMark() {
        return node + ":" + ++writes;
    }

    /**
     * Takes over what was written.
     *
     * @param left the mark that the write has left
     * @param buyers by group
     */
    void wrote(String left, Map<String, Set<String>> buyers) {
        mark = left;
        buyers.forEach((group, ids) -> ids.forEach(buyer -> add(group, buyer)));
    }

    void forget() {
        young = new Names();
        old = new Names();
        mark = "";
        forgotten++;
    }
}
