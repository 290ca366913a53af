package org.livetally.domain.board;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.tally.Dimension;
import org.livetally.model.Problem;
import org.livetally.model.Rule;

/**
 * The sections of a board that a screen asked for.
 *
 * @param names in the order of {@link #ALL}, whatever the order of the request
 */
public record Fields(Set<String> names) {
    /** The section that is sent beside the patch, not in it. */
    public static final String RECENT = "recent";

    /** Every section, in the order in which the board shows them. */
    public static final List<String> ALL = Stream.of(
                    Stream.of("totals", "audience", "goal", "stream"),
                    Arrays.stream(Dimension.values()).map(Dimension::key),
                    Stream.of("trend", RECENT))
            .flatMap(names -> names)
            .toList();

    private static final Fields EVERY = new Fields(new LinkedHashSet<>(ALL));

    /**
     * Parses a comma-separated list of sections; null stands for all of them.
     *
     * @throws Problem 400 that names the unknown section
     */
    public static Fields parse(@Nullable String text) {
        if (text == null) {
            return EVERY;
        }
        Set<String> asked = Set.copyOf(List.of(text.split(",", ALL.size() + 1)));
        for (String name : asked) {
            if (!ALL.contains(name)) {
                throw Problem.badField("fields", Rule.SECTIONS.reason(String.join(",", ALL)));
            }
        }
        Set<String> names = new LinkedHashSet<>(ALL);
        names.retainAll(asked);
        return new Fields(names);
    }

    public boolean has(String name) {
        return names.contains(name);
    }
}
