package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestOrders.MINUTE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Tallies;
import org.livetally.domain.tally.Total;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;

/**
 * A batch that meets a tally to which nothing can be added is refused as a whole: nothing is written of it, so that it counts, once,
 * when the tally is mended and it is sent again.
 */
final class DamagedTallyTest {
    private static final Buyer ANN = new Buyer("u-ann", "north", null);
    private static final String UNITS = Dimension.PRODUCTS.countField(Measure.UNITS, "tea");
    private static final String BUYERS = Dimension.GROUPS.countField(Measure.BUYERS, "north");

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "",
                "1.5",
                "nan",
                "inf",
                "-inf",
                "9223372036854775807",
                "9223372036854775805",
                "99999999999999999999",
                "-9223372036854775809",
                "9007199254740993.0",
                "09223372036854775000"
            })
    void damagedCount(String held) {
        damaged(Tallies.COUNTS, UNITS, held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "9223372036854775807", "1.5"})
    void damagedBuyersOfAGroup(String held) {
        TestRedis.command("HSET", KEYS.totals(), "tallies", Basis.ALL_TALLIES);
        damaged(Tallies.COUNTS, BUYERS, held);
    }

    @ParameterizedTest
    @EnumSource(names = {"GMV", "PLACED"})
    void damagedTotal(Total total) {
        damaged(Tallies.TOTALS, total.key(), "abc");
    }

    private void damaged(String place, String field, String held) {
        String key = place.equals(Tallies.TOTALS) ? KEYS.totals() : KEYS.counts();
        TestRedis.command("HSET", key, field, held);
        List<String> before = everything();
        Receipt refused = ledger.record(order("o-1")).get(0);
        assertTrue(assertInstanceOf(Rejection.class, refused).code().retry(), refused::toString);
        assertEquals(before, everything());

        TestRedis.command("HDEL", key, field);
        assertInstanceOf(Receipt.Recorded.class, ledger.record(order("o-1")).get(0));
        assertEquals(List.of(), ledger.audit().differences());
    }

    /** The last sum that has 64 bits is taken. */
    @ParameterizedTest
    @CsvSource({
        "9223372036854775804, 9223372036854775807",
        "-9223372036854775808, -9223372036854775805",
        "999999999, 1000000002",
        "-1, 2",
        "9007199254740991, 9007199254740994",
        "-9007199254740994, -9007199254740991",
        "8999999999999999999, 9000000000000000002",
        "-9000000000000000002, -8999999999999999999"
    })
    void whatFitsIsAdded(String held, String sum) {
        TestRedis.command("HSET", KEYS.counts(), UNITS, held);
        assertInstanceOf(Receipt.Recorded.class, ledger.record(order("o-1")).get(0));
        assertEquals(sum, hash(KEYS.counts()).get(UNITS));
    }

    /** Redis adds to such a score, as it did when each name was added to alone. */
    @Test
    void theFractionOfAScoreStays() {
        String ranking = KEYS.ranking(Dimension.PRODUCTS);
        TestRedis.command("ZADD", ranking, "1.5", "tea");
        TestRedis.command("ZADD", ranking, "0.25", "honey");
        Order order =
                TestOrders.order("o-1", true, null, null, MINUTE, new Line("tea", 1, 100), new Line("honey", 1, 7));
        assertInstanceOf(Receipt.Recorded.class, ledger.record(order).get(0));
        assertEquals("101.5", TestRedis.text("ZSCORE", ranking, "tea"));
        assertEquals("7.25", TestRedis.text("ZSCORE", ranking, "honey"));
    }

    private static Order order(String id) {
        return TestOrders.order(id, true, "wsnb", ANN, MINUTE, new Line("tea", 3, 100));
    }

    private static List<String> everything() {
        return TestLedger.list("KEYS", "*").stream()
                .filter(key -> !key.equals(StreamKeys.FORMAT))
                .sorted()
                .map(key -> key + " " + TestRedis.text("DUMP", key))
                .toList();
    }
}
