package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.list;
import static org.livetally.ledger.record.TestLedger.scores;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.order;
import static org.livetally.ledger.record.TestOrders.paid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.record.RandomLives;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.ledger.replay.Audit.Limits;
import org.livetally.testing.PlainSales;
import org.livetally.testing.TestRedis;
import org.livetally.wire.LedgerJson;

/** An audit of more than fits into its memory, which is very little here. */
final class LongAuditTest {
    private static final Limits TINY = new Limits(7, 100, 10, 30);
    private static final Limits SMALL = new Limits(7, 1_000, 10, 40);
    private static final int BATCH = 100;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    private final RandomLives lives = new RandomLives(11);

    /** Some of the products are short, and some have few numbers, so orders are refused, too. */
    @BeforeEach
    void catalogue() {
        TestRedis.command("HSET", KEYS.totals(), "tallies", Basis.ALL_TALLIES);
        Map<String, String> products = new TreeMap<>();
        for (int i = 0; i < 900; i++) {
            String product = "{\"name\":\"P\",\"series\":\"s-" + i % 40 + "\",\"category\":\"c-" + i % 9 + "\"";
            product += i % 3 == 0 ? ",\"levy\":{\"fund\":\"f-" + i % 7 + "\",\"amount\":20}" : "";
            product += i % 5 == 0 ? ",\"stock\":" + i % 20 : "";
            product += i % 2 == 0 ? ",\"numbered\":{\"prefix\":\"N\",\"first\":1,\"last\":12}" : "";
            products.put("sku-" + i, product + "}");
        }
        ServerMessages.catalogue("catalogue-1", products);
    }

    private void record(int batches) {
        for (int i = 0; i < batches; i++) {
            ledger.record(show(i));
            ledger.record(lives.batch(BATCH));
        }
    }

    private static Show show(int number) {
        Change host = number % 2 == 0 ? new Change("host-" + number) : null;
        Change sku = number % 3 == 2 ? new Change(null) : new Change("sku-" + number);
        return new Show("sh-" + number, TestLedger.STREAM, host, sku, MINUTE + number);
    }

    @Test
    void everyNameIsComparedHoweverLittleFitsIntoMemory() {
        record(8);

        Audit.Report report = ledger.audit(TINY);

        assertEquals(List.of(), report.differences());
        assertEquals(Long.valueOf(TestRedis.text("HLEN", KEYS.ids())), report.messages());
        assertEquals(Long.valueOf(TestRedis.text("HGET", KEYS.totals(), "gmv")), report.gmv());
        assertEquals(namesInRedis(), report.tallies());
        assertEquals(report, ledger.audit());
    }

    /**
     * The totals without the four fields that are none, the numbers of buyers, of groups' buyers and of ids, and every
     * name whose value is not zero.
     */
    private static long namesInRedis() {
        Stream<String> values = Stream.of(KEYS.totals(), KEYS.counts(), KEYS.trend(), KEYS.numbers())
                .flatMap(key -> hash(key).values().stream())
                .filter(value -> !value.equals("0"));
        long ranked = Stream.concat(
                        Stream.of(KEYS.stock()), Stream.of(Dimension.values()).map(KEYS::ranking))
                .mapToLong(key -> scores(key).size())
                .sum();
        return values.count() - 4 + 3 + ranked;
    }

    @Test
    void whatIsRecordedMeanwhileIsNoDifference() {
        record(8);
        AtomicBoolean audited = new AtomicBoolean();
        long before = Long.parseLong(TestRedis.text("HLEN", KEYS.ids()));
        try (TestLedger beside = TestLedger.beside()) {
            Thread producer = new Thread(() -> {
                while (!audited.get()) {
                    beside.record(lives.batch(3));
                }
            });
            producer.start();
            try {
                for (int i = 0; i < 2; i++) {
                    assertEquals(List.of(), ledger.audit(SMALL).differences());
                }
            } finally {
                audited.set(true);
                join(producer);
            }
        }
        long meanwhile = Long.parseLong(TestRedis.text("HLEN", KEYS.ids())) - before;
        assertTrue(meanwhile > 50, () -> "only " + meanwhile + " messages came meanwhile");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsTamperedWithIsNamedAndNothingElse() {
        record(8);
        Set<String> tampered = new TreeSet<>(Set.of("buyers", "ids"));
        TestRedis.command("SREM", KEYS.buyers(), note(tampered, "buyers/", any(list("SMEMBERS", KEYS.buyers()))));
        TestRedis.command(
                "HDEL", KEYS.ids(), note(tampered, "ids/", any(hash(KEYS.ids()).keySet())));
        TestRedis.command(
                "HDEL",
                KEYS.placed(),
                note(tampered, "placed/", any(hash(KEYS.placed()).keySet())));
        TestRedis.command("HSET", KEYS.placed(), note(tampered, "placed/", "stranger"), "{}");
        TestRedis.command(
                "HINCRBY",
                KEYS.counts(),
                note(tampered, "counts/", any(hash(KEYS.counts()).keySet())),
                "1");
        TestRedis.command("HSET", KEYS.counts(), note(tampered, "counts/", "products:units:stranger"), "no number");
        TestRedis.command(
                "HINCRBY",
                KEYS.trend(),
                note(tampered, "trend/", any(hash(KEYS.trend()).keySet())),
                "-1");
        TestRedis.command("ZREM", KEYS.minutes(), any(scores(KEYS.minutes()).keySet()));
        TestRedis.command("ZADD", KEYS.minutes(), "1", "12345");
        tampered.add("minutes");
        TestRedis.command("ZADD", KEYS.minutes(), "999999", note(tampered, "minutes/", Long.toString(MINUTE)));
        tamperWithGoods(tampered);
        for (Dimension dimension : Dimension.values()) {
            String key = dimension.key();
            TestRedis.command(
                    "ZINCRBY",
                    KEYS.ranking(dimension),
                    "1",
                    note(
                            tampered,
                            key + "/",
                            any(scores(KEYS.ranking(dimension)).keySet())));
            TestRedis.command("ZADD", KEYS.ranking(dimension), "0", key + "-stranger");
            tampered.add(key + "/" + key + "-stranger is ranked");
        }

        Set<String> named =
                ledger.audit(TINY).differences().stream().map(Difference::tally).collect(Collectors.toSet());

        assertEquals(tampered, new TreeSet<>(named));
    }

    private static void tamperWithGoods(Set<String> tampered) {
        tampered.add("groupbuyers");
        String pair = any(list("SMEMBERS", KEYS.groupBuyers()));
        TestRedis.command("SREM", KEYS.groupBuyers(), note(tampered, "groupbuyers/", pair));
        String product = any(scores(KEYS.stock()).keySet());
        TestRedis.command("ZINCRBY", KEYS.stock(), "1", note(tampered, "stock/", product));
        String number = any(scores(KEYS.freed()).keySet());
        TestRedis.command("ZREM", KEYS.freed(), note(tampered, "freed/", number));
        String given = any(hash(KEYS.numbers()).keySet());
        TestRedis.command("HINCRBY", KEYS.numbers(), note(tampered, "numbers/", given), "1");
        for (String kind : List.of("items", "explained", "catalogue")) {
            String key = KEYS.ids().replaceAll("ids$", kind);
            TestRedis.command(
                    "HDEL", key, note(tampered, kind + "/", any(hash(key).keySet())));
        }
        TestRedis.command("HSET", KEYS.groupTree(), note(tampered, "groups-tree/", "stranger"), "{}");
        TestRedis.command("ZADD", KEYS.holds(), "1", note(tampered, "holds/", "stranger"));
    }

    private static String any(Iterable<String> names) {
        return names.iterator().next();
    }

    private static String note(Set<String> tampered, String kind, String name) {
        tampered.add(kind + name);
        return name;
    }

    @Test
    void jsonOfAPlacedOrderIsTheLedgers() {
        ledger.record(TestOrders.mixed());
        TestRedis.command("HSET", KEYS.placed(), "o-2", "{\"id\":\"o-2\"}");

        Difference found = ledger.audit(TINY).differences().get(0);

        assertEquals("placed/o-2", found.tally());
        assertTrue(found.ledger().contains("\"amount\":250"), found::ledger);
    }

    @Test
    void whatTheRulesWouldNotHaveLetInIsAFaultOfTheLedger() {
        ledger.record(paid("o-1", 10));
        append(1, paid("o-1", 10).at(MINUTE));
        append(2, new Payment("p-1", TestLedger.STREAM, "o-1", MINUTE));
        append(3, new Payment("p-2", TestLedger.STREAM, "nobody's", MINUTE));
        append(4, new Refund("r-1", TestLedger.STREAM, "o-1", 11, MINUTE));

        Set<String> faults = ledger.audit(TINY).differences().stream()
                .filter(difference -> difference.tally().equals("ledger"))
                .map(Difference::redis)
                .collect(Collectors.toSet());

        assertEquals(Set.of("o-1 again at 99999999999999-1", "p-1 for o-1", "p-2 for nobody's", "r-1 for o-1"), faults);
    }

    private static void append(int n, Message message) {
        String seq = "99999999999999-" + n;
        String json = new String(LedgerJson.array(List.of(LedgerJson.write(message))), StandardCharsets.UTF_8);
        TestRedis.command("XADD", KEYS.ledger(), seq, "messages", json);
        TestRedis.command("HSET", KEYS.totals(), "last", seq);
    }

    @Test
    void whatDiffersEverywhereIsNamedInPartAndCounted() {
        record(5);
        long ids = Long.parseLong(TestRedis.text("HLEN", KEYS.ids()));
        TestRedis.command("DEL", KEYS.ids());

        Audit.Report report = ledger.audit(TINY);

        assertEquals(Differences.MAX_NAMED + 1, report.differences().size());
        assertEquals(ids + 1, report.found());
    }

    @Test
    void noTemporaryFileIsLeftHoweverItEnds() {
        record(2);
        ledger.audit(TINY);
        assertEquals(List.of(), temporaryFiles());

        TestRedis.command("XADD", KEYS.ledger(), "99999999999999-0", "messages", "no JSON");
        TestRedis.command("HSET", KEYS.totals(), "last", "99999999999999-0");
        assertThrows(Throwable.class, () -> ledger.audit(TINY));
        assertEquals(List.of(), temporaryFiles());
    }

    /** Temporary files with a name, and open ones without. */
    static List<String> temporaryFiles() {
        try (Stream<Path> named = Files.list(Path.of(System.getProperty("java.io.tmpdir")));
                Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return Stream.concat(named, open.map(LongAuditTest::target))
                    .map(Path::toString)
                    .filter(path -> path.contains("/livetally-audit-"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return link; // closed meanwhile
        }
    }

    @Test
    void sumsInMemoryAreBoundedAndNoneIsLost() {
        Map<String, Long> spilled = new TreeMap<>();
        Moved moved = new Moved(Seq.END, 100, (name, seq, sum) -> spilled.merge(name, sum, Long::sum));
        int most = 0;
        for (int i = 0; i < 10_000; i++) {
            Buyer buyer = new Buyer("u-" + i, "g-" + i % 3, null);
            Order message = order("o-" + i, true, "ch", buyer, MINUTE, new Line("sku-" + i, 1, 5));
            moved.add(new Seq(1, i), tallies -> tallies.place(PlainSales.of(message)));
            most = Math.max(most, moved.names());
        }
        moved.drain();

        assertTrue(most <= 100, "names at once: " + most);
        assertEquals(50_000, moved.totals().get("gmv"));
        assertEquals(
                10_000,
                spilled.keySet().stream()
                        .filter(name -> name.startsWith("products/"))
                        .count());
        assertEquals(50_000, spilled.get("channels/ch"));
    }
}
