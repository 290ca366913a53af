package org.livetally.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.groups.GroupFigures.Row;
import org.livetally.groups.GroupFigures.Share;

/** What groups bought, added up the tree. */
final class GroupFiguresTest {
    private final Random random = new Random();

    @ParameterizedTest
    @CsvSource({
        "150, 150, 1.0",
        "149, 150, 0.9933",
        "1, 3, 0.3333",
        "2, 3, 0.6666",
        "1, 10000, 0.0001",
        "1, 10001, 0.0",
        "160, 150, 1.0666"
    })
    void participationIsRoundedDown(long buyers, long heads, double expected) {
        assertEquals(expected, new Share(0, 0, buyers, heads).participation());
    }

    @Test
    void nobodyKnowsTheParticipationInAGroupOfUnknownSize() {
        assertNull(new Share(0, 0, 7, null).participation());
    }

    /** A parent's own head count goes before that of its children; one child of unknown size leaves it unknown. */
    @Test
    void headCountsAreAddedUpWhereAllAreKnown() {
        Map<String, Group> groups = new TreeMap<>();
        groups.put("city", new Group(null, null));
        groups.put("district", new Group("city", null));
        groups.put("a", new Group("district", 100L));
        groups.put("b", new Group("district", 50L));
        groups.put("other", new Group("city", 900L));
        groups.put("c", new Group("other", 10L));
        assertEquals(
                Map.of("city", 1_050L, "district", 150L, "a", 100L, "b", 50L, "other", 900L, "c", 10L), heads(groups));

        groups.put("b", new Group("district", null));
        assertEquals(Map.of("a", 100L, "other", 900L, "c", 10L), heads(groups));
    }

    private static Map<String, Long> heads(Map<String, Group> groups) {
        Map<String, Long> heads = new HashMap<>();
        GroupFigures.of(new GroupTree(groups), Map.of()).rows().forEach(row -> {
            if (row.total().headCount() != null) {
                heads.put(row.name(), row.total().headCount());
            }
        });
        return heads;
    }

    /** Every total is the sum over all groups from which a way up leads to it. */
    @RepeatedTest(20)
    void totalsAreThoseOfAllGroupsBelow() {
        GroupTree tree = randomTree();
        Map<String, Share> bought = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(3) > 0) { // those above 40 are not in the tree
                bought.put(
                        "g" + i, new Share(random.nextLong(1L << 40), random.nextInt(100), random.nextInt(50), null));
            }
        }

        List<Row> rows = GroupFigures.of(tree, bought).rows();

        assertEquals(
                rows.stream()
                        .map(row -> row.total().gmv())
                        .sorted(Comparator.reverseOrder())
                        .toList(),
                rows.stream().map(row -> row.total().gmv()).toList());
        Map<String, Row> byName = new HashMap<>();
        rows.forEach(row -> assertNull(byName.put(row.name(), row)));
        assertEquals(
                tree.groups().size()
                        + bought.keySet().stream()
                                .filter(name -> !tree.groups().containsKey(name))
                                .count(),
                rows.size());
        byName.forEach((name, row) -> {
            assertEquals(own(bought, name).gmv(), row.own().gmv());
            assertEquals(sum(tree, bought, name), row.total().of(null));
            assertEquals(heads(tree, name), row.total().headCount());
        });
    }

    private GroupTree randomTree() {
        Map<String, Group> groups = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            String parent = i == 0 || random.nextInt(5) == 0 ? null : "g" + random.nextInt(i);
            groups.put("g" + i, new Group(parent, random.nextInt(4) == 0 ? null : random.nextLong(1, 200)));
        }
        return new GroupTree(groups);
    }

    private static Share own(Map<String, Share> bought, String name) {
        return bought.getOrDefault(name, Share.NOTHING);
    }

    private static Share sum(GroupTree tree, Map<String, Share> bought, String name) {
        Share sum = own(bought, name);
        for (String child : children(tree, name)) {
            Share below = sum(tree, bought, child);
            sum = new Share(
                    sum.gmv() + below.gmv(), sum.orders() + below.orders(), sum.buyers() + below.buyers(), null);
        }
        return sum;
    }

    private static @Nullable Long heads(GroupTree tree, String name) {
        Group group = tree.groups().get(name);
        if (group == null || group.headCount() != null) {
            return group == null ? null : group.headCount();
        }
        List<String> children = children(tree, name);
        long sum = 0;
        for (String child : children) {
            Long heads = heads(tree, child);
            if (heads == null) {
                return null;
            }
            sum += heads;
        }
        return children.isEmpty() ? null : Long.valueOf(sum);
    }

    private static List<String> children(GroupTree tree, String name) {
        return tree.groups().entrySet().stream()
                .filter(group -> Objects.equals(group.getValue().parent(), name))
                .map(Map.Entry::getKey)
                .toList();
    }
}
