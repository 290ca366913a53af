package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.list;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.paid;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.domain.order.Order;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.testing.TestRedis;

/** A clean audit must be worth something: it finds and names everything that is tampered with. */
final class AuditTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @Test
    void whatWasRecordedAgreesWithItsLedger() {
        ledger.record(TestOrders.mixed());

        Audit.Report report = ledger.audit();

        assertEquals(List.of(), report.differences());
        assertEquals(6, report.messages());
        assertEquals(1_196, report.gmv());
        assertTrue(report.tallies() > 25, report::toString);
    }

    @Test
    void emptyStreamAgreesToo() {
        assertEquals(new Audit.Report(TestLedger.STREAM, 0, 0, 0, List.of(), 0, null), ledger.audit());
    }

    @Test
    void longLedgerIsReadInPages() {
        for (int i = 0; i < 45; i++) {
            ledger.record(paid("o-" + i, 1));
        }

        assertEquals(45, ledger.audit().messages());
        assertEquals(List.of(), ledger.audit().differences());
    }

    static Stream<Arguments> tampering() {
        String minute = Long.toString(MINUTE);
        return Stream.of(
                tampered("gmv", "1196", "1197", "HINCRBY", KEYS.totals(), "gmv", "1"),
                tampered("placed", "1446", "1445", "HINCRBY", KEYS.totals(), "placed", "-1"),
                tampered("waiting", "0", "1", "HINCRBY", KEYS.totals(), "waiting", "1"),
                tampered("orders", "5", "6", "HINCRBY", KEYS.totals(), "orders", "1"),
                tampered("units", "13", "0", "HDEL", KEYS.totals(), "units"),
                tampered("refunded", "0", "5", "HSET", KEYS.totals(), "refunded", "5"),
                tampered("products/tea", "157", "158", "ZINCRBY", KEYS.ranking(Dimension.PRODUCTS), "1", "tea"),
                tampered("products/milk", "1030", "0", "ZREM", KEYS.ranking(Dimension.PRODUCTS), "milk"),
                tampered("channels/nobody", "0", "5", "ZADD", KEYS.ranking(Dimension.CHANNELS), "5", "nobody"),
                tampered("groups/仁爱社区", "196", "197", "ZINCRBY", KEYS.ranking(Dimension.GROUPS), "1", "仁爱社区"),
                tampered("cities/杭州", "1187", "1186", "ZINCRBY", KEYS.ranking(Dimension.CITIES), "-1", "杭州"),
                tampered("counts/products:units:tea", "6", "7", "HINCRBY", KEYS.counts(), "products:units:tea", "1"),
                tampered("trend/" + minute + ":gmv", "196", "197", "HINCRBY", KEYS.trend(), minute + ":gmv", "1"),
                tampered("trend/" + minute + ":orders", "3", "0", "HDEL", KEYS.trend(), minute + ":orders"),
                tampered("buyers", "2", "1", "SREM", KEYS.buyers(), "u-ann"),
                tampered("buyers/u-ann", "counted", "missing", "SREM", KEYS.buyers(), "u-ann"),
                tampered("buyers", "2", "3", "SADD", KEYS.buyers(), "u-eve"),
                tampered("ids", "6", "5", "HDEL", KEYS.ids(), "o-2"),
                tampered("ids", "6", "7", "HSET", KEYS.ids(), "o-7", "x"),
                tampered("likes, as the trend adds up", "0", "3", "HSET", KEYS.audience(), "likes", "3"));
    }

    private static Arguments tampered(String tally, String inLedger, String inRedis, String name, String... args) {
        return Arguments.of(new Difference(tally, inLedger, inRedis), name, args);
    }

    @ParameterizedTest
    @MethodSource("tampering")
    void everyTamperingIsFoundAndNamed(Difference difference, String name, String... args) {
        ledger.record(TestOrders.mixed());

        TestRedis.command(name, args);

        List<Difference> found = ledger.audit().differences();
        assertTrue(found.contains(difference), found::toString);
    }

    @Test
    void idThatLeadsElsewhereIsNamed() {
        ledger.record(TestOrders.mixed());
        TestRedis.command("HSET", KEYS.ids(), "o-3", "1-0 0123456789abcdef paid 57");

        Difference found = ledger.audit().differences().get(0);

        assertEquals("ids/o-3", found.tally());
        assertEquals("1-0 0123456789abcdef paid 57", found.redis());
    }

    @Test
    void entryThatIsGoneFromTheLedgerIsMissedEverywhere() {
        ledger.record(paid("o-1", 10));
        ledger.record(paid("o-2", 20));
        String first = Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.ledger(), "-", "+"))
                .get(0)
                .get(0)
                .toString();
        TestRedis.command("XDEL", KEYS.ledger(), first);

        List<Difference> found = ledger.audit().differences();

        assertTrue(found.contains(new Difference("gmv", "20", "30")), found::toString);
        assertTrue(found.contains(new Difference("ids", "1", "2")), found::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages | no JSON",
                "messages | {\"id\":\"o-9\"}",
                "messages | [1]",
                "messages | [] []",
                "o-9 | []"
            })
    void entryThatIsNoArrayOfMessagesEndsTheAudit(String field, String value) {
        ledger.record(paid("o-1", 10));
        TestRedis.command("XADD", KEYS.ledger(), "99999999999999-0", field, value);
        TestRedis.command("HSET", KEYS.totals(), "last", "99999999999999-0");

        Throwable error = assertThrows(Throwable.class, () -> ledger.audit());
        assertTrue(
                Stream.iterate(error, Objects::nonNull, Throwable::getCause)
                        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("cannot be read")),
                () -> "it hung, or failed otherwise: " + error);
    }

    @Test
    void minuteThatTheIndexLacksIsNamed() {
        ledger.record(TestOrders.mixed());
        TestRedis.command("ZREM", KEYS.minutes(), Long.toString(MINUTE));

        assertEquals(
                List.of("minutes"),
                ledger.audit().differences().stream().map(Difference::tally).toList());
    }

    @Test
    void recentListMustBeTheNewestOrders() {
        ledger.record(IntStream.range(0, 25).mapToObj(i -> paid("o-" + i, 1)).toArray(Order[]::new));
        String newest = list("LRANGE", KEYS.recent(), "0", "0").get(0);
        TestRedis.command("LREM", KEYS.recent(), "1", newest);

        assertEquals(
                List.of("recent"),
                ledger.audit().differences().stream().map(Difference::tally).toList());
    }
}
