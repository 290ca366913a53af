package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.testing.TestRedis;

/** What orders are judged by, and what was explained, follows from the ledger, and what is tampered with is named. */
final class BasisAuditTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void aShow() {
        SampleShow.record(ledger);
    }

    private Set<String> named() {
        return ledger.audit().differences().stream()
                .map(Difference::tally)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void explanationThatIsGoneIsNamed() {
        String first = new ArrayList<>(hash(KEYS.explained()).keySet()).get(0);
        TestRedis.command("HDEL", KEYS.explained(), first);

        assertEquals(Set.of("explained/" + first), named());
    }

    @Test
    void entryOfTheBasisThatIsGoneOrStrangeIsNamed() {
        String first = Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.basis(), "-", "+", "COUNT", "1"))
                .get(0)
                .get(0)
                .toString();
        TestRedis.command("XDEL", KEYS.basis(), first);
        TestRedis.command("XADD", KEYS.basis(), "99999999999999-0", "facts", "{\"tea\":{\"series\":\"茶\"}}");

        assertEquals(Set.of("basis", "basis/" + first, "basis/99999999999999-0"), named());
    }

    @ParameterizedTest
    @CsvSource({"0, \"amount\":20, \"amount\":21", "1, 苗伟伦, nobody", "3, 蜂, 蜜"})
    void entryOfTheBasisThatWasChangedIsNamed(int entry, String was, String is) {
        List<List<String>> entries = new ArrayList<>();
        Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.basis(), "-", "+"))
                .forEach(of -> entries.add(List.of(
                        of.get(0).toString(),
                        of.get(1).get(0).toString(),
                        of.get(1).get(1).toString())));
        TestRedis.command("DEL", KEYS.basis());
        for (int i = 0; i < entries.size(); i++) {
            List<String> of = entries.get(i);
            String field = i == entry ? of.get(1).replace(was, is) : of.get(1);
            String change = i == entry ? of.get(2).replace(was, is) : of.get(2);
            TestRedis.command("XADD", KEYS.basis(), of.get(0), field, change);
        }

        String changed = entries.get(entry).get(0);
        assertEquals(Set.of("basis/" + changed), named());
    }

    @ParameterizedTest
    @CsvSource({"facts, no JSON", "show, no JSON", "show, '{\"id\":\"p\",\"type\":\"payment\",\"order\":\"o\"}'"})
    void entryOfTheBasisThatCannotBeReadEndsTheAudit(String field, String value) {
        TestRedis.command("XADD", KEYS.basis(), "99999999999999-0", field, value);

        Throwable error = assertThrows(Throwable.class, () -> ledger.audit());
        assertTrue(
                Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("basis cannot be read")),
                () -> "it hung, or failed otherwise: " + error);
    }
}
