package org.livetally.domain.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.livetally.domain.tally.Dimension;

final class BoardSectionsTest {
    @Test
    void everyDimensionIsASection() {
        for (Dimension dimension : Dimension.values()) {
            assertTrue(BoardSections.EVERY.has(dimension.key()), dimension.key());
        }
    }

    @Test
    void aChoiceHasTheOrderOfTheBoardAndNothingElse() {
        BoardSections chosen = BoardSections.of(Set.of("recent", "no-such-section", "goal", "totals"));

        assertEquals(List.of("totals", "goal", "recent"), List.copyOf(chosen.names()));
        assertFalse(chosen.has("audience"));
    }

    /** Screens with the same choice share one encoding. */
    @Test
    void theSameChoiceIsEqualInWhateverOrderItIsAsked() {
        assertEquals(BoardSections.of(Set.of("goal", "totals")), BoardSections.of(Set.of("totals", "goal", "unknown")));
        assertEquals(BoardSections.EVERY, BoardSections.of(Set.copyOf(BoardSections.ALL)));
    }
}
