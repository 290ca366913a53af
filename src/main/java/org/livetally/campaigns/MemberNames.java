package org.livetally.campaigns;

import java.util.Set;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Tallies;

/**
 * The names of a stream's tallies in a campaign: the same, but for explanations, which have the stream before the seq that
 * names them, since seqs are unique in a stream only.
 */
public final class MemberNames {
    private static final char OF_STREAM = '/';
    private static final String EXPLANATIONS = Dimension.EXPLANATIONS.key();
    /** What is left in a stream, or the numbers that it gave, cannot be bought in another. */
    private static final Set<String> NOT_FOLLOWED = Set.of(Tallies.STOCK, Tallies.NUMBERS, Tallies.FREED);

    private MemberNames() {}

    /** Whether a campaign has this place, too. */
    public static boolean isFollowed(String place) {
        return !NOT_FOLLOWED.contains(place);
    }

    /** The name of an explanation of a stream. */
    public static String explanation(String stream, String seq) {
        return stream + OF_STREAM + seq;
    }

    /**
     * The name of a tally.
     *
     * @param place where Redis keeps it, see {@link Tallies.Visitor}
     * @param field its name in that place of the stream
     */
    public static String field(String stream, String place, String field) {
        if (place.equals(EXPLANATIONS)) {
            return explanation(stream, field);
        }
        if (place.equals(Tallies.COUNTS) && field.startsWith(EXPLANATIONS + ":")) {
            int name = field.lastIndexOf(':') + 1;
            return field.substring(0, name) + explanation(stream, field.substring(name));
        }
        return field;
    }
}
