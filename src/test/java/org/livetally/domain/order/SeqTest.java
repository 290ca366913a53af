package org.livetally.domain.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places in the ledger are ordered as Redis orders the ids of stream entries. */
final class SeqTest {
    @Test
    void itsTextIsReadBack() {
        assertEquals(new Seq(1_592_208_000_000L, 17), Seq.parse("1592208000000-17"));
        assertEquals("1592208000000-17", Seq.parse("1592208000000-17").toString());
    }

    @Test
    void placesAreNumbersAndNotTexts() {
        List<Seq> ordered = List.of(Seq.START, new Seq(9, 2), new Seq(9, 10), new Seq(10, 0), Seq.END);

        assertEquals(ordered, ordered.stream().sorted().toList());
        assertTrue(new Seq(9, 10).isAfter(new Seq(9, 2)));
        assertFalse(new Seq(9, 10).isAfter(new Seq(9, 10)));
        assertFalse(new Seq(9, 10).isAfter(new Seq(10, 0)));
    }

    @Test
    void messagesOfABatchCountDownFromItsEntry() {
        assertEquals(new Seq(9, 7), new Seq(9, 10).minus(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "7", "-7", "7-", "7-x", "x-7", "7 - 7"})
    void anotherFormIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Seq.parse(text));
        assertFalse(Seq.isSeq(text));
    }

    @Test
    void numbersBeyondALongAreNoSeq() {
        assertTrue(Seq.isSeq("999999999999999999-999999999999999999"));
        assertFalse(Seq.isSeq("9999999999999999999-0"));
    }
}
