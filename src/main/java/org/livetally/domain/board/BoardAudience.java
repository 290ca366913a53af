package org.livetally.domain.board;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;

/**
 * The audience of a board. Immutable.
 *
 * @param likes likes received, with those that sources such as platforms have counted
 * @param viewers connections open now
 * @param peakViewers the highest number of {@code viewers} so far; null if unknown
 * @param uniqueViewers distinct viewers; null if unknown
 * @param views connections opened so far
 * @param sources by name, those with the most likes first
 */
public record BoardAudience(
        long likes,
        long viewers,
        @Nullable Long peakViewers,
        @Nullable Long uniqueViewers,
        long views,
        Map<String, Source> sources) {
    /** Maximum of sources of a stream, and of those that a board shows. */
    public static final int MAX_SOURCES = 20;

    public BoardAudience {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /**
     * Who counts likes elsewhere, such as the room of a platform.
     *
     * @param likes the highest total that it reported, which is part of the board's likes
     * @param at epoch milliseconds at which it was heard last
     */
    public record Source(long likes, long at) {
        Source plus(Source other) {
            return new Source(Integers.exactSum("likes", likes, other.likes), Math.max(at, other.at));
        }
    }

    /**
     * The audience of both boards. Its peak and its distinct viewers are unknown: two boards need not have had their
     * peaks at the same moment, and somebody may have watched both. A source that both have is one.
     */
    BoardAudience plus(BoardAudience other) {
        return new BoardAudience(
                Integers.exactSum("likes", likes, other.likes),
                Integers.exactSum("viewers", viewers, other.viewers),
                null,
                null,
                Integers.exactSum("views", views, other.views),
                both(sources, other.sources));
    }

    private static Map<String, Source> both(Map<String, Source> one, Map<String, Source> other) {
        Map<String, Source> sums = new LinkedHashMap<>(one);
        other.forEach((name, source) -> sums.merge(name, source, Source::plus));
        return sums;
    }
}
