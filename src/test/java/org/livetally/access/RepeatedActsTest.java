package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.livetally.acts.Act;

final class RepeatedActsTest {
    private final List<Act> logged = new ArrayList<>();
    private final RepeatedActs repeated = new RepeatedActs();

    private static Act refused(String from) {
        return new Act(Act.UNKNOWN_TOKEN, from, "GET /api/session", Act.Outcome.REFUSED, "token_bad");
    }

    @Test
    void theFirstIsLoggedAtOnceAndTheOthersAsOneWithTheirNumber() {
        for (int i = 0; i < 5_000; i++) {
            repeated.add(refused("203.0.113.7"), i, logged::add);
        }
        assertEquals(List.of(refused("203.0.113.7")), logged);

        repeated.sweep(RepeatedActs.AGAIN_MS, logged::add);
        repeated.sweep(2 * RepeatedActs.AGAIN_MS, logged::add); // it has stopped, and is forgotten
        repeated.add(refused("203.0.113.7"), 2 * RepeatedActs.AGAIN_MS, logged::add);

        assertEquals(
                List.of(refused("203.0.113.7"), refused("203.0.113.7").times(4_999), refused("203.0.113.7")), logged);
    }

    @Test
    void whoeverTriesFromEverywhereDoesNotPushTheRestOutOfTheLog() {
        for (int i = 0; i < 10_000; i++) {
            repeated.add(refused("2001:db8::" + i), i, logged::add);
        }
        assertEquals(RepeatedActs.MAX_KINDS + 1, logged.size());
        repeated.sweep(RepeatedActs.AGAIN_MS + 10_000, logged::add);
        assertEquals(RepeatedActs.MAX_KINDS + 2, logged.size());
        assertTrue(logged.get(RepeatedActs.MAX_KINDS + 1).times() > 9_000);
    }

    /** With nothing but requests to many addresses, somebody would make what operators do one of many. */
    @Test
    void strangersHideNothingOfThoseWhoHaveATokenAndWhatIsRefusedHidesNothingThatIsBegun() {
        for (int i = 0; i < 100; i++) {
            repeated.add(refused("2001:db8::" + i), i, logged::add);
        }
        for (int i = 0; i < 100; i++) {
            repeated.add(new Act("id", "::1", "GET /api/streams/" + i, Act.Outcome.REFUSED, ""), i, logged::add);
        }
        assertEquals(2 * (RepeatedActs.MAX_KINDS + 1), logged.size());

        Act begun = new Act("id", "::1", "POST /api/streams/shop/archive", Act.Outcome.BEGUN, "");
        repeated.add(begun, 1, logged::add);
        assertEquals(begun, logged.get(logged.size() - 1));
    }

    /** Whoever sends bad tokens to ever new paths is a new kind each time, on each event loop. */
    @Test
    void whatIsBeyondTheLimitCostsNoMemoryUntilThereIsRoomAgain() {
        List<Act> kinds = IntStream.range(0, 20_000)
                .mapToObj(i -> refused("2001:db8::" + i))
                .toList();
        kinds.subList(0, 10_000).forEach(act -> repeated.add(act, 0, logged::add));
        List<Act> others = kinds.subList(10_000, 20_000);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < others.size(); i++) {
            repeated.add(others.get(i), 0, logged::add);
        }
        long used = thread.getCurrentThreadAllocatedBytes() - before;
        assertTrue(used < 1_000_000, used + " bytes for 10,000 acts");

        repeated.sweep(RepeatedActs.AGAIN_MS, logged::add);
        logged.clear();
        kinds.subList(0, RepeatedActs.MAX_KINDS - 1).forEach(act -> repeated.add(act, 0, logged::add));
        assertEquals(kinds.subList(0, RepeatedActs.MAX_KINDS - 1), logged, "all but the place of the others");
    }
}
