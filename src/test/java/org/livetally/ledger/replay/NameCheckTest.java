package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.replay.Audit.Limits;
import org.livetally.ledger.replay.Slices.Span;

/** What comes and goes, or is counted, is compared as of the moment at which it was read. Redis is read from seq 4 to 6. */
final class NameCheckTest {
    private static final Limits LIMITS = new Limits(3, 16, 10, 30);
    private static final String FREED = "freed/yak\t0000000007";

    private final Differences differences = new Differences();
    private final Checks checks = Checks.of("s", LIMITS, differences);

    @AfterEach
    void close() {
        checks.close();
    }

    /** The number is given at 1, comes back at 3 and is given again at 5. */
    @ParameterizedTest
    @CsvSource({"4, true", "5, false", "6, false", ", true"})
    void numberIsFreeUntilItIsGivenAgain(@Nullable Integer heldAt, boolean right) {
        if (heldAt != null) {
            checks.names().addHeld(FREED, at(heldAt), "0");
        }
        move(FREED, 1, -1);
        move(FREED, 3, 1);
        move(FREED, 5, -1);

        assertEquals(right ? List.of() : List.of(FREED), found());
    }

    @Test
    void numberThatIsFreeAllTheTimeMustNotBeMissing() {
        move(FREED, 1, -1);
        move(FREED, 3, 1);
        move(FREED, 7, -1);

        assertEquals(List.of(FREED), found());
    }

    @Test
    void freedNumberHasTheScoreZero() {
        checks.names().addHeld(FREED, at(4), "1");
        move(FREED, 1, -1);
        move(FREED, 3, 1);

        assertEquals(List.of(FREED), found());
    }

    @ParameterizedTest
    @CsvSource({"4, 1, true", "5, 1, false", "5, 2, true", "6, 3, false"})
    void buyersOfAGroupAreCountedWhenTheyFirstPaid(int heldAt, String count, boolean right) {
        checks.groups().addHeld("counts/groups:buyers:东社", at(heldAt), count);
        for (int seq : List.of(2, 5, 7)) {
            String pair = "groupbuyers/东社\tu-" + seq;
            if (seq < 7) {
                checks.names().addHeld(pair, at(seq + 1), "1");
            }
            move(pair, 8, 1);
            move(pair, seq, 1);
        }

        assertEquals(right ? List.of() : List.of("counts/groups:buyers:东社"), found());
        assertEquals(3, checks.names().groupBuyers());
    }

    private void move(String name, int seq, long amount) {
        checks.names().addMoved(name, at(seq), amount);
    }

    private static Seq at(int ms) {
        return new Seq(ms, 0);
    }

    private List<String> found() {
        Span span = new Span(at(4), at(6));
        Map<String, Span> read = Map.of("freed", span, "groupbuyers", span, "counts", span);
        for (int partition = 0; partition < LIMITS.partitions(); partition++) {
            checks.runNames(partition, read);
        }
        for (int partition = 0; partition < LIMITS.partitions(); partition++) {
            checks.runGroups(partition, read);
        }
        return differences.named().stream().map(Audit.Difference::tally).toList();
    }
}
