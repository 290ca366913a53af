package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.replay.Slices.Span;

/** A text that changes is compared with what it was when Redis was read. Redis is read from seq 4 to seq 6. */
final class TextCheckTest {
    private static final Span FROM_4_TO_6 = new Span(new Seq(4, 0), new Seq(6, 0));

    private final Differences differences = new Differences();
    private final TextCheck check = new TextCheck(new Spill(3, 16), differences);

    @AfterEach
    void close() {
        check.close();
    }

    @ParameterizedTest
    @CsvSource({"4, old, true", "4, new, false", "5, old, false", "5, new, true"})
    void textIsThatOfItsMoment(int heldAt, String text, boolean right) {
        check.addHeld("catalogue/tea", new Seq(heldAt, 0), text);
        check.addSaid("catalogue/tea", new Seq(2, 0), "old");
        check.addSaid("catalogue/tea", new Seq(5, 0), "new");

        assertEquals(right ? List.of() : List.of("catalogue/tea"), found(kind -> true));
    }

    @Test
    void whatCameOrWentWhileItWasReadMayBeMissing() {
        check.addSaid("catalogue/came", new Seq(5, 0), "new");
        check.addSaid("catalogue/went", new Seq(2, 0), "old");
        check.addSaid("catalogue/went", new Seq(6, 0), null);
        check.addSaid("catalogue/stayed", new Seq(2, 0), "old");
        check.addSaid("catalogue/went-later", new Seq(2, 0), "old");
        check.addSaid("catalogue/went-later", new Seq(7, 0), null);

        assertEquals(List.of("catalogue/stayed", "catalogue/went-later"), found(kind -> true));
    }

    @Test
    void whatIsGoneMustNotBeHeld() {
        check.addHeld("catalogue/tea", new Seq(4, 0), "old");
        check.addSaid("catalogue/tea", new Seq(2, 0), "old");
        check.addSaid("catalogue/tea", new Seq(3, 0), null);

        assertEquals(List.of("catalogue/tea"), found(kind -> true));
    }

    @Test
    void strangersMatterOnlyIfTheLedgerTellsEverything() {
        check.addHeld("catalogue/stranger", new Seq(4, 0), "text");
        check.addHeld("catalogue/tea", new Seq(4, 0), "other");
        check.addSaid("catalogue/tea", new Seq(2, 0), "old");

        assertEquals(List.of("catalogue/tea"), found(kind -> false));
    }

    private List<String> found(Predicate<String> isWhole) {
        for (int partition = 0; partition < 3; partition++) {
            check.run(partition, Map.of("catalogue", FROM_4_TO_6), isWhole);
        }
        return differences.named().stream().map(Audit.Difference::tally).toList();
    }
}
