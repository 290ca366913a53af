package org.livetally.http.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** If memory is short, the connection without progress for the longest time is closed, on the same event loop. */
final class MemoryBudgetTest {
    private final List<String> terminated = new ArrayList<>();
    private final MemoryBudget budget = MemoryBudget.of(100);
    private final MemoryBudget.Share first = budget.new Share(() -> terminated.add("first"));
    private final MemoryBudget.Share second = budget.new Share(() -> terminated.add("second"));
    private final MemoryBudget.Share third = budget.new Share(() -> terminated.add("third"));

    @Test
    void noMoreThanNeedToGiveWayAndTheirBytesAreBackAtOnce() {
        assertTrue(first.keep(40) && second.keep(40));
        assertTrue(third.keep(30));
        assertEquals(List.of("first"), terminated);
        assertEquals(70, budget.taken());
    }

    @Test
    void whoHasGotOnIsSpared() {
        assertTrue(first.keep(40) && second.keep(40));
        first.progressed();
        assertTrue(third.keep(30));
        assertEquals(List.of("second"), terminated);
    }

    @Test
    void theShareFurthestBehindGetsNoMore() {
        assertTrue(first.keep(40) && second.keep(40));
        assertFalse(first.add(30));
        assertEquals(List.of(), terminated);
        assertEquals(80, budget.taken());
    }

    @Test
    void nobodyGivesWayForMoreThanThereEverIs() {
        assertTrue(first.keep(40));
        assertFalse(second.keep(101));
        assertEquals(List.of(), terminated);
        assertEquals(40, budget.taken());
    }

    @Test
    void whoWasNeverAnsweredGivesWayFirst() {
        assertTrue(first.keep(40) && second.keep(40));
        first.answered();
        assertTrue(third.keep(30));
        assertEquals(List.of("second"), terminated);
        assertTrue(second.keep(40));
        assertEquals(List.of("second", "third"), terminated);
    }

    @Test
    void eventLoopHasItsPartHoweverMuchAnotherKeeps() {
        MemoryBudget other = budget.forLoop();
        MemoryBudget.Share there = other.new Share(() -> terminated.add("there"));
        assertTrue(first.keep(100));
        assertTrue(there.keep(50));
        assertFalse(there.add(1));
        assertEquals(List.of(), terminated);
        there.keep(0);
        assertEquals(100, budget.taken());
    }

    @Test
    void eventLoopsShareTheBytesAndCutOffOnlyTheirOwn() {
        MemoryBudget other = budget.forLoop();
        MemoryBudget.Share there = other.new Share(() -> terminated.add("there"));
        MemoryBudget.Share newcomer = other.new Share(() -> terminated.add("newcomer"));
        assertTrue(first.keep(50) && there.keep(40));
        assertTrue(newcomer.keep(30));
        assertEquals(List.of("there"), terminated);
        assertFalse(newcomer.keep(60));
        assertEquals(80, budget.taken());
        assertTrue(first.keep(0) && newcomer.keep(0));
        assertEquals(0, other.taken());
    }
}
