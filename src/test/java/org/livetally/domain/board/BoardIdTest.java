package org.livetally.domain.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoardIdTest {
    @Test
    void aStreamsIdIsTheIdOfItsBoard() {
        BoardId board = parsed("naqu-4500m");
        assertFalse(board.isCampaign());
        assertEquals("naqu-4500m", board.stream());
        assertEquals("naqu-4500m", board.toString());
        assertEquals(BoardId.ofStream("naqu-4500m"), board);
        assertEquals(BoardId.ofStream("naqu-4500m").hashCode(), board.hashCode());
    }

    @Test
    void anAtSignMakesItACampaigns() {
        BoardId board = parsed("@new-year");
        assertTrue(board.isCampaign());
        assertEquals("@new-year", board.toString());
        assertThrows(IllegalStateException.class, board::stream);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "@@a", "a@b", "A", "-a", "@-a", "a b", "a}", "@a\n", "那曲"})
    void anyOtherTextIsNone(String text) {
        assertNull(BoardId.parse(text));
    }

    @Test
    void bothKindsHaveTheLengthOfAStreamsId() {
        assertNotNull(BoardId.parse("a".repeat(63)));
        assertNull(BoardId.parse("a".repeat(64)));
        assertNotNull(BoardId.parse("@" + "a".repeat(63)));
        assertNull(BoardId.parse("@" + "a".repeat(64)));
    }

    private static BoardId parsed(String text) {
        return Objects.requireNonNull(BoardId.parse(text));
    }
}
