package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.ledger.replay.Audit.Limits;
import org.livetally.testing.PlainSales;
import org.livetally.testing.TestRedis;
import org.livetally.wire.LedgerJson;

/** An audit of more than fits into its memory, which is very little here. */
final class LongAuditTest {
    private static final Limits SMALL = new Limits(7, 1_000, 10, 40);

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    private final LongLedger random = new LongLedger(ledger);

    @BeforeEach
    void begin() {
        random.begin();
    }

    @Test
    void everyNameIsComparedHoweverLittleFitsIntoMemory() {
        random.record(8);

        Audit.Report report = ledger.audit(LongLedger.TINY);

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
        random.record(8);
        AtomicBoolean audited = new AtomicBoolean();
        long before = Long.parseLong(TestRedis.text("HLEN", KEYS.ids()));
        try (TestLedger beside = TestLedger.beside()) {
            Thread producer = new Thread(() -> {
                while (!audited.get()) {
                    beside.record(random.batch(3));
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
    void jsonOfAPlacedOrderIsTheLedgers() {
        ledger.record(TestOrders.mixed());
        TestRedis.command("HSET", KEYS.placed(), "o-2", "{\"id\":\"o-2\"}");

        Difference found = ledger.audit(LongLedger.TINY).differences().get(0);

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

        Set<String> faults = ledger.audit(LongLedger.TINY).differences().stream()
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
        random.record(5);
        long ids = Long.parseLong(TestRedis.text("HLEN", KEYS.ids()));
        TestRedis.command("DEL", KEYS.ids());

        Audit.Report report = ledger.audit(LongLedger.TINY);

        assertEquals(Differences.MAX_NAMED + 1, report.differences().size());
        assertEquals(ids + 1, report.found());
    }

    @Test
    void noTemporaryFileIsLeftHoweverItEnds() {
        random.record(2);
        ledger.audit(LongLedger.TINY);
        assertEquals(List.of(), temporaryFiles());

        TestRedis.command("XADD", KEYS.ledger(), "99999999999999-0", "messages", "no JSON");
        TestRedis.command("HSET", KEYS.totals(), "last", "99999999999999-0");
        assertThrows(Throwable.class, () -> ledger.audit(LongLedger.TINY));
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
