package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestOrders.paid;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Seal;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.testing.TamperedLedger;
import org.livetally.testing.TestRedis;

/** An audit seals what it read, and proves that a ledger begins as it did when a seal was made. */
final class SealAuditTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @Test
    void aLedgerWithoutEntriesHasNoSeal() {
        assertNull(ledger.audit().seal());
    }

    @Test
    void theSealIsTheChainOverAllEntries() {
        ledger.record(paid("o-1", 10), paid("o-2", 20));
        ledger.record(paid("o-3", 30));

        Chain chain = Chain.start();
        Seq last = Seq.START;
        for (var entry : Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.ledger(), "-", "+"))) {
            chain = chain.plus(Entry.of(TestLedger.STREAM, entry));
            last = Seq.parse(entry.get(0).toString());
        }
        assertEquals(new Seal(last, chain.hex()), ledger.audit().seal());
    }

    @Test
    void aLedgerThatGoesOnBeginsWithAnEarlierSeal() {
        Seal early = sealed("o-1");
        Seal late = sealed("o-2");

        assertNotEquals(early, late);
        assertEquals(List.of(), ledger.audit(early).differences());
        assertEquals(List.of(), ledger.audit(late).differences());
    }

    @Test
    void checkpointsThatGoWithAnErasedBuyerAreNotAskedFor() {
        Seal early = sealed("o-1");
        Checkpoints.keep(ledger, List.of(early.seq()));
        Seal other = new Seal(early.seq(), Chain.start().hex());
        AtomicBoolean erased = new AtomicBoolean();

        Audit.Report report = ledger.ask(redis -> Audit.run(redis, TestLedger.STREAM, other, said -> {
            if (erased.compareAndSet(false, true)) { // what an erasure does besides
                TestRedis.command("DEL", KEYS.checkpoints());
                TestRedis.command("HSET", KEYS.totals(), "erased", early.seq().toString());
            }
        }));

        assertTrue(erased.get() && report.breaks(other), report::toString);
    }

    @Test
    void oneByteChangedBeforeASealIsFound() {
        ledger.record(paid("o-1", 10));
        ledger.record(paid("o-2", 20));
        Seal given = Objects.requireNonNull(ledger.audit().seal());
        ledger.record(paid("o-3", 30));

        TamperedLedger.change(KEYS, 0, "\"status\":\"paid\"", "\"status\": \"paid\"");

        List<Difference> found = ledger.audit(given).differences();
        assertEquals(List.of("seal"), found.stream().map(Difference::tally).toList());
        assertEquals(given.text(), found.get(0).redis());
        assertTrue(found.get(0).sentence().startsWith("the ledger does not begin with the seal " + given.text()));
    }

    @Test
    void theSealThatRedisHoldsIsComparedToo() {
        Seal held = sealed("o-1");
        String other =
                (held.sha256().startsWith("0") ? "1" : "0") + held.sha256().substring(1);
        TestRedis.command("HSET", KEYS.seal(), "seq", held.seq().toString(), "sha256", other, "at", "1");
        TestRedis.command("HSET", KEYS.seal(), "messages", "1", "differences", "0", "names", "[]");

        assertEquals(
                List.of(new Difference("seal", held.text(), other + "@" + held.seq())),
                ledger.audit().differences());
    }

    @Test
    void aSealOfAnotherLedgerIsRefused() {
        Seal held = sealed("o-1");

        Seal elsewhere = new Seal(new Seq(held.seq().ms() - 1, 7), held.sha256());
        Seal later = new Seal(new Seq(held.seq().ms() + 1, 0), held.sha256());

        assertEquals(
                "no entry " + elsewhere.seq(),
                ledger.audit(elsewhere).differences().get(0).ledger());
        assertEquals(
                "nothing after " + held.seq(),
                ledger.audit(later).differences().get(0).ledger());
    }

    private Seal sealed(String order) {
        ledger.record(paid(order, 10));
        return Objects.requireNonNull(ledger.audit().seal());
    }
}
