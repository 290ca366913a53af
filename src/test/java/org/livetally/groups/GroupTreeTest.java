package org.livetally.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.http.Problem;

/** What a tree of groups may look like, and what changes on the way from one to another. */
final class GroupTreeTest {
    /** Written as {@code child<parent}, separated by spaces. */
    @ParameterizedTest
    @CsvSource({
        "a b<a c<b, ''",
        "'', ''",
        "a<b, a parent group_parent",
        "a<a, a parent group_cycle",
        "a<b b<a c<a, 'a parent group_cycle,b parent group_cycle'",
        "a<b b<c c<a d e<d, 'a parent group_cycle,b parent group_cycle,c parent group_cycle'",
        "b<a c<b, b parent group_parent",
        "a b<a c<b d<c e<d f<e g<f h<g i<h j<i, ''",
        "a b<a c<b d<c e<d f<e g<f h<g i<h j<i k<j, k parent group_depth",
    })
    void namesEachGroupThatIsInTheWrongPlace(String tree, String errors) {
        List<String> found = new ArrayList<>();
        tree(tree)
                .check((group, field, reason) ->
                        found.add(group + " " + field + " " + reason.rule().wire()));
        assertEquals(errors, String.join(",", found));
    }

    private static GroupTree tree(String text) {
        Map<String, Group> groups = new TreeMap<>();
        Arrays.stream(text.split(" ")).filter(group -> !group.isEmpty()).forEach(group -> {
            String[] names = group.split("<");
            groups.put(names[0], new Group(names.length > 1 ? names[1] : null, null));
        });
        return new GroupTree(groups);
    }

    @Test
    void isLimited() {
        GroupTree most = many(GroupTree.MAX_GROUPS);
        most.check((group, field, reason) -> assertEquals("", group));

        GroupTree more = many(GroupTree.MAX_GROUPS + 1);
        Problem problem = assertThrows(Problem.class, () -> more.check((group, field, reason) -> {}));
        assertEquals("must be at most 5000 groups", problem.detail());
    }

    private static GroupTree many(int groups) {
        Map<String, Group> all = new TreeMap<>();
        IntStream.range(0, groups).forEach(i -> all.put("g" + i, new Group(null, null)));
        return new GroupTree(all);
    }

    @Test
    void onlyWhatDiffersIsAChange() {
        GroupTree before = tree("a b<a c<a");
        assertEquals(Map.of(), before.changesTo(tree("c<a a b<a")));
        assertEquals(
                "{c=Group[parent=b, headCount=null], d=Group[parent=null, headCount=null], a=null}",
                changes(before, "b<a c<b d"));
        assertEquals(tree("b<a c<b d"), before.with(before.changesTo(tree("b<a c<b d"))));
    }

    private static String changes(GroupTree before, String after) {
        return before.changesTo(tree(after)).toString();
    }
}
