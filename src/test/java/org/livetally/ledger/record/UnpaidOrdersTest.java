package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.scores;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.faults.LogLines;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** Orders that are not paid in time are cancelled by the server, and what they hold can be sold again. */
final class UnpaidOrdersTest {
    private static final long MINUTE = 60_000;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void begin() {
        TestRedis.command("HSET", KEYS.settings(), "holdMinutes", "30");
        TestRedis.command("HSET", KEYS.totals(), "tallies", "2", "basis", "1-0", "last", "1-0");
        TestRedis.command("XADD", KEYS.basis(), "1-0", "facts", "{\"honey\":{\"stock\":0}}");
        TestRedis.command("ZADD", KEYS.stock(), "5", "honey");
    }

    private Order order(String id) {
        List<Line> lines = List.of(new Line("honey", 2, 200));
        return new Order(id, STREAM, null, null, lines, false, ledger.clock.millis());
    }

    private static int listed() {
        return Objects.requireNonNull(TestRedis.command("SISMEMBER", StreamKeys.HOLDS, STREAM))
                .toInteger();
    }

    @Test
    void whatIsDueIsCancelledOnceByHoweverManyNodes() {
        ledger.record(order("a"));
        ledger.clock.advance(10 * MINUTE);
        ledger.record(order("b"));
        ledger.clock.advance(20 * MINUTE);
        assertEquals(Map.of("honey", "1"), scores(KEYS.stock()));

        try (TestLedger other = TestLedger.beside()) {
            other.clock.advance(30 * MINUTE);
            ledger.cancelUnpaid();
            other.cancelUnpaid();
        }

        Await.until("the stock is back", () -> scores(KEYS.stock()).equals(Map.of("honey", "3")));
        assertEquals("200", hash(KEYS.totals()).get("cancelled"));
        assertEquals(List.of("b"), List.copyOf(scores(KEYS.holds()).keySet()));
        assertEquals(3, hash(KEYS.ids()).size());
    }

    @Test
    void paidOrdersStay() {
        ledger.record(order("a"), new Payment("p", STREAM, "a", ledger.clock.millis()));
        ledger.clock.advance(24 * 60 * MINUTE);

        ledger.cancelUnpaid();

        assertEquals(Map.of(), scores(KEYS.holds()));
        assertEquals("200", hash(KEYS.totals()).get("gmv"));
        assertEquals(Map.of("honey", "3"), scores(KEYS.stock()));
    }

    @Test
    void streamIsForgottenWhenItIsOverAndNothingIsDue() {
        ledger.record(order("a"));
        assertEquals(1, listed());
        TestRedis.command("HSET", KEYS.settings(), "status", "ended");
        ledger.cancelUnpaid();
        assertEquals(1, listed());

        ledger.clock.advance(31 * MINUTE);
        ledger.cancelUnpaid();
        Await.until("nothing is due", () -> scores(KEYS.holds()).isEmpty());
        ledger.cancelUnpaid();
        assertEquals(0, listed());
    }

    @Test
    void anOrderAfterTheEndExpiresLikeAnother() {
        ledger.record(order("a"), new Payment("p", STREAM, "a", ledger.clock.millis()));
        String now = Long.toString(ledger.clock.millis());
        TestRedis.command("HSET", KEYS.settings(), "status", "ended", "startedAt", now, "endedAt", now);
        ledger.cancelUnpaid();
        assertEquals(0, listed());

        ledger.record(order("late"));
        Await.until("it is listed again, for which no ack waits", () -> listed() == 1);
        ledger.clock.advance(30 * MINUTE);
        ledger.cancelUnpaid();
        Await.until("it is cancelled", () -> "200".equals(hash(KEYS.totals()).get("cancelled")));
    }

    /** As those of a master that is away; its streams may be thousands. */
    @Test
    void streamsThatCannotBeReadAreOneLineOfTheLogAndKeepNobodyFromTheOthers() {
        for (String other : List.of("x", "y", "z")) {
            TestRedis.command("SET", new StreamKeys(other).holds(), "not a set");
            TestRedis.command("SADD", StreamKeys.HOLDS, other);
        }
        ledger.record(order("a"));
        ledger.clock.advance(30 * MINUTE);
        try (LogLines log = new LogLines(UnpaidOrders.class.getName())) {
            ledger.cancelUnpaid();
            assertEquals(1, log.text().lines().count(), log.text());
            assertTrue(log.text().startsWith("unpaid orders of 3 streams"), log.text());
        }
        Await.until("it is cancelled", () -> "200".equals(hash(KEYS.totals()).get("cancelled")));
    }
}
