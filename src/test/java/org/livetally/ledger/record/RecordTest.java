package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.list;
import static org.livetally.ledger.record.TestLedger.scores;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.paid;
import static org.livetally.ledger.record.TestOrders.seq;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.IdState;
import org.livetally.testing.TestRedis;

/** What a batch leaves in Redis, key by key. */
final class RecordTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @Test
    void batchMovesEveryTallyByItsSum() {
        List<Receipt> receipts = ledger.record(TestOrders.mixed());

        assertEquals(
                Map.of(
                        "version",
                        "1",
                        "last",
                        seq(receipts.get(5)),
                        "placed",
                        "1446",
                        "gmv",
                        "1196",
                        "orders",
                        "5",
                        "units",
                        "13"),
                hash(KEYS.totals()));
        assertEquals(
                Map.of("tea", "157", "milk", "1030", "gift", "0", "honey", "9"),
                scores(KEYS.ranking(Dimension.PRODUCTS)));
        assertEquals(Map.of("wsnb", "139", "tmall", "57"), scores(KEYS.ranking(Dimension.CHANNELS)));
        assertEquals(Map.of("仁爱社区", "196"), scores(KEYS.ranking(Dimension.GROUPS)));
        assertEquals(Map.of("杭州", "1187"), scores(KEYS.ranking(Dimension.CITIES)));
        assertEquals(new TreeSet<>(List.of("u-ann", "u-bob")), new TreeSet<>(list("SMEMBERS", KEYS.buyers())));
    }

    @Test
    void countsAreOrdersAndUnitsAndNotLines() {
        ledger.record(TestOrders.mixed());

        assertEquals(
                Map.ofEntries(
                        Map.entry("products:orders:tea", "2"),
                        Map.entry("products:units:tea", "6"),
                        Map.entry("products:orders:milk", "2"),
                        Map.entry("products:units:milk", "2"),
                        Map.entry("products:orders:gift", "1"),
                        Map.entry("products:units:gift", "1"),
                        Map.entry("products:orders:honey", "1"),
                        Map.entry("products:units:honey", "4"),
                        Map.entry("channels:orders:wsnb", "2"),
                        Map.entry("channels:orders:tmall", "1"),
                        Map.entry("groups:orders:仁爱社区", "3"),
                        Map.entry("cities:orders:杭州", "3")),
                hash(KEYS.counts()));
    }

    @Test
    void timeOfTheOrderDecidesTheMinute() {
        ledger.record(TestOrders.mixed());

        String before = Long.toString(MINUTE - 60_000);
        String after = Long.toString(MINUTE + 60_000);
        assertEquals(
                Map.of(
                        before + ":gmv",
                        "1000",
                        before + ":orders",
                        "1",
                        MINUTE + ":gmv",
                        "196",
                        MINUTE + ":orders",
                        "3",
                        after + ":orders",
                        "1"),
                hash(KEYS.trend()));
        assertEquals(Map.of(before, "1", Long.toString(MINUTE), "1", after, "1"), scores(KEYS.minutes()));
    }

    @Test
    void orderWithoutATimeIsOfTheMinuteOfItsReceipt() {
        ledger.clock.advance(61_000);
        ledger.record(paid("o-1", 10));

        assertEquals(Map.of(MINUTE + 60_000 + ":gmv", "10", MINUTE + 60_000 + ":orders", "1"), hash(KEYS.trend()));
    }

    @Test
    void newestPaidOrdersAreListedWithTheirBuyersMasked() {
        List<Receipt> receipts = ledger.record(TestOrders.mixed());
        List<String> recent = list("LRANGE", KEYS.recent(), "0", "-1");

        assertEquals(5, recent.size());
        assertEquals(
                seq(receipts.get(5)) + " {\"at\":" + MINUTE
                        + ",\"amount\":9,\"lines\":[{\"sku\":\"honey\",\"qty\":4}]}",
                recent.get(0));
        assertEquals(
                seq(receipts.get(0)) + " {\"at\":" + (MINUTE + 1)
                        + ",\"buyer\":\"u***n\",\"city\":\"杭州\",\"amount\":130,"
                        + "\"lines\":[{\"sku\":\"tea\",\"qty\":2},{\"sku\":\"milk\",\"qty\":1}]}",
                recent.get(4));
    }

    @Test
    void recentListKeepsTwenty() {
        List<Receipt> receipts = ledger.record(orders(0, 30));
        List<String> seqs = list("LRANGE", KEYS.recent(), "0", "-1").stream()
                .map(row -> row.substring(0, row.indexOf(' ')))
                .toList();

        assertEquals(
                IntStream.range(0, 20).mapToObj(i -> seq(receipts.get(29 - i))).toList(), seqs);
    }

    @Test
    void goalIsReachedOnce() {
        TestRedis.command("HSET", KEYS.settings(), "goal", "100");
        ledger.record(paid("o-1", 99));
        assertEquals("", TestRedis.text("HGET", KEYS.settings(), "goalReachedAt"));

        ledger.clock.advance(7);
        ledger.record(paid("o-2", 1));
        ledger.clock.advance(7);
        ledger.record(paid("o-3", 1));

        assertEquals(Long.toString(MINUTE + 7), TestRedis.text("HGET", KEYS.settings(), "goalReachedAt"));
    }

    @Test
    void seqsOfABatchAreContiguousAndFindTheirOrders() {
        List<Receipt> receipts = ledger.record(orders(0, 1_000));

        Seq first = Seq.parse(seq(receipts.get(0)));
        Map<String, String> ids = hash(KEYS.ids());
        for (int i = 0; i < 1_000; i++) {
            Seq seq = Seq.parse(seq(receipts.get(i)));
            assertEquals(new Seq(first.ms(), first.n() + i), seq);
            assertEquals(
                    seq.toString(),
                    IdState.parse(ids.getOrDefault("o-" + i, "missing")).seq());
        }
        assertEquals("1", TestRedis.text("XLEN", KEYS.ledger()));
        assertEquals("1", hash(KEYS.totals()).get("version"));
    }

    @Test
    void seqsGoOnWhenTheClockOfRedisFellBack() {
        String future = Long.toString(System.currentTimeMillis() + 3_600_000);
        TestRedis.command("HSET", KEYS.totals(), "last", future + "-7");

        assertEquals(List.of(future + "-8", future + "-9"), seqs(ledger.record(orders(0, 2))));
        assertEquals(List.of(future + "-10"), seqs(ledger.record(orders(2, 3))));
    }

    @Test
    void scriptThatRedisForgotIsSentAgain() {
        ledger.record(paid("o-1", 10));
        TestRedis.command("SCRIPT", "FLUSH");

        ledger.record(paid("o-2", 10));

        assertEquals("20", hash(KEYS.totals()).get("gmv"));
    }

    private static Order[] orders(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> paid("o-" + i, 1)).toArray(Order[]::new);
    }

    private static List<String> seqs(List<Receipt> receipts) {
        return receipts.stream().map(TestOrders::seq).toList();
    }

    /** As in a millisecond that has entries already: then the positions in the batch are not the numbers of the seqs. */
    @Test
    void numbersGoOnWithinAMillisecond() {
        TestRedis.command("HSET", KEYS.totals(), "last", "9999999999999-8");
        List<Receipt> receipts = ledger.record(IntStream.range(0, 12)
                .mapToObj(i -> TestOrders.order("n-" + i, i % 2 == 0, null, null, MINUTE, new Line("tea", 1, 5)))
                .toArray(Order[]::new));

        for (int i = 0; i < receipts.size(); i++) {
            String seq = "9999999999999-" + (9 + i);
            assertEquals(new Receipt.Recorded(seq, Map.of()), receipts.get(i));
            assertEquals(
                    seq,
                    IdState.parse(hash(KEYS.ids()).getOrDefault("n-" + i, "")).seq());
        }
        assertEquals(
                "9999999999999-19",
                list("LRANGE", KEYS.recent(), "0", "0").get(0).split(" ", 2)[0]);
        assertEquals("9999999999999-20", hash(KEYS.totals()).get("last"));
    }
}
