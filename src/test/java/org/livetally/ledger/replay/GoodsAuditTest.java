package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.domain.tally.Dimension.EXPLANATIONS;
import static org.livetally.domain.tally.Dimension.FUNDS;
import static org.livetally.domain.tally.Dimension.HOSTS;
import static org.livetally.domain.tally.Dimension.PRODUCTS;
import static org.livetally.domain.tally.Dimension.SERIES;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.scores;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.order;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.testing.TestRedis;

/** Stocks, numbers, groups and the show follow from the ledger, and what is tampered with is named. */
final class GoodsAuditTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void aShow() {
        SampleShow.record(ledger);
    }

    @Test
    void whatWasRecordedAgreesWithItsLedger() {
        assertEquals(List.of(), ledger.audit().differences());
        assertEquals(Map.of("honey", "11", "yak", "4"), scores(KEYS.stock()));
        assertEquals(Set.of("o-1", "o-2", "o-4", "o-5"), hash(KEYS.items()).keySet());
        assertEquals(2, hash(KEYS.explained()).size());
    }

    static Stream<Arguments> tampering() {
        return Stream.of(
                tampered("stock/yak", "ZINCRBY", KEYS.stock(), "1", "yak"),
                tampered("stock/honey", "ZREM", KEYS.stock(), "honey"),
                tampered("stock/stranger is ranked", "ZADD", KEYS.stock(), "0", "stranger"),
                tampered("numbers/yak\t1", "HSET", KEYS.numbers(), "yak\t1", "0"),
                tampered("numbers/yak\t299", "HSET", KEYS.numbers(), "yak\t299", "1"),
                tampered("numbers/yak\tfresh", "HINCRBY", KEYS.numbers(), "yak\tfresh", "1"),
                tampered("numbers/yak\tchanges", "HINCRBY", KEYS.numbers(), "yak\tchanges", "1"),
                tampered("freed/yak\t0000000001", "ZADD", KEYS.freed(), "0", "yak\t0000000001"),
                tampered("freed/yak\t0000000006", "ZREM", KEYS.freed(), "yak\t0000000006"),
                tampered("items/o-1", "HDEL", KEYS.items(), "o-1"),
                tampered("items/o-4", "HSET", KEYS.items(), "o-4", "{\"returned\":{\"honey\":3}}"),
                tampered("items/o-3", "HSET", KEYS.items(), "o-3", "{}"),
                tampered("groupbuyers/仁爱社区\tu-bob", "SREM", KEYS.groupBuyers(), "仁爱社区\tu-bob"),
                tampered("groupbuyers/新城\tu-bob", "SADD", KEYS.groupBuyers(), "新城\tu-bob"),
                tampered("counts/groups:buyers:仁爱社区", "HINCRBY", KEYS.counts(), "groups:buyers:仁爱社区", "1"),
                tampered("counts/groups:buyers:新城", "HSET", KEYS.counts(), "groups:buyers:新城", "1"),
                tampered("explained/1-0", "HSET", KEYS.explained(), "1-0", "{}"),
                tampered("explanations/1-0 is ranked", "ZADD", KEYS.ranking(EXPLANATIONS), "0", "1-0"),
                tampered("show/host", "HSET", KEYS.show(), "host", "nobody"),
                tampered("show/sku", "HDEL", KEYS.show(), "sku"),
                tampered("show/stranger", "HSET", KEYS.show(), "stranger", "x"),
                tampered("basis", "HSET", KEYS.totals(), "basis", "1-0"),
                tampered("catalogue/yak", "HSET", KEYS.catalogue(), "yak", "{\"name\":\"Yak\"}"),
                tampered("catalogue/stranger", "HSET", KEYS.catalogue(), "stranger", "{\"name\":\"Yak\"}"),
                tampered("catalogue/honey", "HDEL", KEYS.catalogue(), "honey"),
                tampered("groups-tree/新城", "HSET", KEYS.groupTree(), "新城", "{}"),
                tampered("groups-tree/stranger", "HSET", KEYS.groupTree(), "stranger", "{}"),
                tampered("holds/o-2", "ZADD", KEYS.holds(), "1", "o-2"),
                tampered("holds/nobody's", "ZADD", KEYS.holds(), "1", "nobody's"),
                tampered("products/honey", "ZINCRBY", KEYS.ranking(PRODUCTS), "1", "honey"),
                tampered("funds/基金", "ZINCRBY", KEYS.ranking(FUNDS), "1", "基金"),
                tampered("counts/funds:units:基金", "HINCRBY", KEYS.counts(), "funds:units:基金", "1"),
                tampered("counts/products:returned:yak", "HDEL", KEYS.counts(), "products:returned:yak"),
                tampered("series/牦牛", "ZINCRBY", KEYS.ranking(SERIES), "1", "牦牛"),
                tampered("hosts/苗伟伦", "ZREM", KEYS.ranking(HOSTS), "苗伟伦"));
    }

    private static Arguments tampered(String tally, String name, String... args) {
        return Arguments.of(tally, name, args);
    }

    @ParameterizedTest
    @MethodSource("tampering")
    void everyTamperingIsFoundAndNamed(String tally, String name, String... args) {
        TestRedis.command(name, args);

        assertTrue(named().contains(tally), () -> "found " + named());
    }

    private Set<String> named() {
        return ledger.audit().differences().stream()
                .map(Difference::tally)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatTheRulesWouldNotHaveLetInIsAFaultOfTheLedger() {
        ServerMessages.append(SampleShow.refund("r-8", "o-1", 1, true, new Returned("yak", 3)));
        ServerMessages.append(SampleShow.refund("r-9", "o-1", 1, true, new Returned("tea", 1)));
        ServerMessages.append(new StockChange("st-8", STREAM, "tea", 1, null, MINUTE));
        ServerMessages.append(order("o-7", true, null, null, MINUTE, new Line("honey", 100, 1)));
        ServerMessages.append(numbered("o-8", 7L, 7L));
        ServerMessages.append(numbered("o-9", 1L));
        ServerMessages.append(numbered("o-10", 301L));

        Set<String> faults = ledger.audit().differences().stream()
                .filter(difference -> difference.tally().equals("ledger"))
                .map(Difference::redis)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                new TreeSet<>(Set.of(
                        "r-8 for o-1",
                        "r-9 for o-1",
                        "st-8 for tea",
                        "stock/honey is -89",
                        "o-8 has yak[7, 7]",
                        "numbers/yak\t1 is given 2 times",
                        "numbers/yak\t7 is given 2 times",
                        "o-10 has yak[301]")),
                faults);
    }

    private static Order numbered(String id, Long... numbers) {
        Line line = new Line("yak", numbers.length, 1);
        return order(id, false, null, null, MINUTE, line).withNumbers(Map.of("yak", List.of(numbers)));
    }
}
