package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;

/**
 * The audience of a board.
 *
 * @param likes likes received
 * @param viewers connections open now
 * @param peakViewers the highest number of {@code viewers} so far; null if unknown
 * @param uniqueViewers distinct viewers; null if unknown
 * @param views connections opened so far
 */
public record BoardAudience(
        long likes,
        long viewers,
        @Nullable Long peakViewers,
        @Nullable Long uniqueViewers,
        long views) {

    /**
     * The audience of both boards. Its peak and its distinct viewers are unknown: two boards need not have had their
     * peaks at the same moment, and somebody may have watched both.
     */
    BoardAudience plus(BoardAudience other) {
        return new BoardAudience(
                Integers.exactSum("likes", likes, other.likes),
                Integers.exactSum("viewers", viewers, other.viewers),
                null,
                null,
                Integers.exactSum("views", views, other.views));
    }
}
