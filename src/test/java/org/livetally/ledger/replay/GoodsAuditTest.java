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
import static org.livetally.ledger.record.TestLedger.list;
import static org.livetally.ledger.record.TestLedger.scores;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.order;

import java.util.ArrayList;
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
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.testing.TestRedis;

/** Stocks, numbers, groups and the show follow from the ledger, and what is tampered with is named. */
final class GoodsAuditTest {
    private static final Buyer ANN = new Buyer("u-ann", "仁爱社区", "杭州");
    private static final Buyer BOB = new Buyer("u-bob", "仁爱社区", "拉萨");

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void aShow() {
        TestRedis.command("HSET", KEYS.totals(), "tallies", Basis.ALL_TALLIES);
        ServerMessages.catalogue(
                "catalogue-1",
                Map.of(
                        "yak",
                        "{\"name\":\"Yak\",\"series\":\"牦牛\",\"stock\":9,"
                                + "\"numbered\":{\"prefix\":\"Y\",\"first\":1,\"last\":300}}",
                        "honey",
                        "{\"name\":\"Honey\",\"category\":\"food\",\"stock\":20,\"levy\":{\"fund\":\"基金\",\"amount\":20}}"));
        ServerMessages.groups("groups-1", Map.of("仁爱社区", new Group(null, 150L), "新城", new Group("仁爱社区", null)));
        record(new Show("sh-1", STREAM, new Change("苗伟伦"), new Change("honey"), MINUTE));
        record(
                order("o-1", true, null, ANN, MINUTE, new Line("yak", 3, 300), new Line("honey", 2, 20)),
                order("o-2", false, null, BOB, MINUTE, new Line("yak", 1, 100)),
                order("o-3", false, null, BOB, MINUTE, new Line("yak", 2, 200), new Line("tea", 1, 5)),
                order("o-4", true, null, BOB, MINUTE, new Line("honey", 4, 40)));
        record(new Payment("p-2", STREAM, "o-2", MINUTE), new Cancellation("c-3", STREAM, "o-3", MINUTE));
        record(new Show("sh-2", STREAM, null, new Change("yak"), MINUTE + 1));
        record(new StockChange("st-1", STREAM, "honey", -2, null, MINUTE));
        record(refund("r-1", "o-1", 100, true, new Returned("yak", 1)), refund("r-4", "o-4", 40, false));
        ServerMessages.catalogue("catalogue-2", Map.of("honey", "{\"name\":\"Honey\",\"series\":\"蜂\",\"stock\":99}"));
        record(order("o-5", true, null, ANN, MINUTE, new Line("yak", 2, 200), new Line("honey", 1, 10)));
        record(order("o-6", false, null, ANN, MINUTE, new Line("tea", 1, 100)));
    }

    private void record(Message... messages) {
        List<Receipt> receipts = ledger.record(messages);
        assertTrue(receipts.stream().allMatch(Receipt.Recorded.class::isInstance), receipts::toString);
    }

    private static Refund refund(String id, String order, long amount, boolean restock, Returned... lines) {
        return new Refund(id, STREAM, order, amount, List.of(lines), restock, null, MINUTE, null);
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
    void explanationThatIsGoneIsNamed() {
        String first = new ArrayList<>(hash(KEYS.explained()).keySet()).get(0);
        TestRedis.command("HDEL", KEYS.explained(), first);

        assertEquals(Set.of("explained/" + first), named());
    }

    @Test
    void entryOfTheBasisThatIsGoneOrStrangeIsNamed() {
        List<String> before = list("XRANGE", KEYS.basis(), "-", "+");
        String first = before.get(0).substring(1, before.get(0).indexOf(','));
        TestRedis.command("XDEL", KEYS.basis(), first);
        TestRedis.command("XADD", KEYS.basis(), "99999999999999-0", "facts", "{\"tea\":{\"series\":\"茶\"}}");

        assertEquals(Set.of("basis", "basis/" + first, "basis/99999999999999-0"), named());
    }
}
