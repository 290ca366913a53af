package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.record.TestDeals;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.testing.TestRedis;

/** Figures and the book of deals follow from the ledger, and what is tampered with is named. */
final class DealAuditTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void deals() {
        ledger.record(TestDeals.mixed());
        ledger.record(TestOrders.mixed());
        ledger.record(TestDeals.agreement("d-9", 1));
        assertEquals(List.of(), ledger.audit().differences());
    }

    private Set<String> named() {
        return ledger.audit().differences().stream()
                .map(Difference::tally)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({"intended", "signed", "delivered", "intents", "agreements", "income"})
    void eachFigureIsComparedByName(String figure) {
        TestRedis.command("HINCRBY", KEYS.deals(), figure, "1");

        assertEquals(Set.of("deals/" + figure), named());
        TestRedis.command("HDEL", KEYS.deals(), figure);
        assertEquals(Set.of("deals/" + figure), named());
    }

    @Test
    void whatADealHasBecomeIsComparedByItsId() {
        String held = Objects.requireNonNull(hash(KEYS.ids()).get("d-1"));
        TestRedis.command("HSET", KEYS.ids(), "d-1", held.replaceFirst("go\\.5k\\.", "go.2s."));

        assertEquals(Set.of("ids/d-1"), named());
    }

    @Test
    void agreementsThatStandAreComparedByName() {
        TestRedis.command("ZREM", KEYS.agreements(), "d-3");
        TestRedis.command("ZADD", KEYS.agreements(), "9000", "d-2", "601", "d-1");

        assertEquals(Set.of("agreements/d-1", "agreements/d-2", "agreements/d-3"), named());
    }

    @Test
    void anEntryOfTheBookThatIsGoneOrStrangeIsNamed() {
        String first = seqs().get(0);
        TestRedis.command("XDEL", KEYS.dealBook(), first);
        TestRedis.command("XADD", KEYS.dealBook(), "99999999999999-0", "deal", "{}");

        assertEquals(Set.of("dealbook/" + first, "dealbook/99999999999999-0"), named());
    }

    @Test
    void anEntryOfTheBookThatWasChangedIsNamed() {
        List<Response> entries = new ArrayList<>();
        Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.dealBook(), "-", "+"))
                .forEach(entries::add);
        TestRedis.command("DEL", KEYS.dealBook());
        for (int i = 0; i < entries.size(); i++) {
            String seq = entries.get(i).get(0).toString();
            String json = entries.get(i).get(1).get(1).toString();
            String said = i == 0 ? json.replace("850", "851") : json;
            if (i == 1) {
                TestRedis.command("XADD", KEYS.dealBook(), seq, "deal", said, "highest", "1");
            } else if (entries.get(i).get(1).size() > 2 && i != 2) {
                TestRedis.command("XADD", KEYS.dealBook(), seq, "deal", said, "highest", "1");
            } else {
                TestRedis.command("XADD", KEYS.dealBook(), seq, "deal", said);
            }
        }

        List<String> seqs = seqs();
        assertEquals(Set.of("dealbook/" + seqs.get(0), "dealbook/" + seqs.get(1), "dealbook/" + seqs.get(2)), named());
    }

    /** A delivery that the deal does not allow is the ledger's fault, whatever Redis holds. */
    @Test
    void messagesOfTheLedgerThatADealDoesNotAllowAreNamed() {
        Seq last = Seq.parse(Objects.requireNonNull(hash(KEYS.totals()).get("last")));
        String seq = last.ms() + 1 + "-0";
        TestRedis.command(
                "XADD",
                KEYS.ledger(),
                seq,
                "messages",
                "[{\"id\":\"dl-9\",\"type\":\"delivery\",\"deal\":\"d-2\",\"amount\":1,\"at\":5}]");
        TestRedis.command("HSET", KEYS.totals(), "last", seq);

        assertEquals(Set.of("ids", "ids/dl-9", "ledger"), named());
    }

    private static List<String> seqs() {
        List<String> seqs = new ArrayList<>();
        Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.dealBook(), "-", "+"))
                .forEach(entry -> seqs.add(entry.get(0).toString()));
        return seqs;
    }
}
