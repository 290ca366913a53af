package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestOrders.MINUTE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.LedgerEntry;
import org.livetally.testing.TestRedis;

final class NameQuotaTest {
    private static final Rejection CITY =
            Rejection.invalidOrder("buyer.city", Rule.NAMES_LIMIT.reason(Dimension.MAX_NAMES));

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @Test
    void beyondTheBoundOnlyKnownNamesAreTaken() {
        fill(Dimension.CITIES, Dimension.MAX_NAMES - 1);
        List<Receipt> receipts = ledger.record(
                order("known", "name-7", true),
                order("last", "new", true),
                order("one-more", "newer", true),
                order("again", "new", true));

        assertInstanceOf(Receipt.Recorded.class, receipts.get(0));
        assertInstanceOf(Receipt.Recorded.class, receipts.get(1));
        assertEquals(CITY, receipts.get(2));
        assertInstanceOf(Receipt.Recorded.class, receipts.get(3));
        assertEquals(CITY, ledger.record(order("placed", "newer", false)).get(0));
        assertInstanceOf(
                Receipt.Recorded.class,
                ledger.record(order("plain", null, true)).get(0));
        assertEquals(Integer.toString(Dimension.MAX_NAMES), TestRedis.text("ZCARD", KEYS.ranking(Dimension.CITIES)));
    }

    @Test
    void theFieldIsNamedAndOthersOfTheBatchGoOn() {
        fill(Dimension.PRODUCTS, Dimension.MAX_NAMES);
        List<Message> orders = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            orders.add(TestOrders.order(
                    "o-" + i,
                    true,
                    "live",
                    null,
                    MINUTE,
                    new Line("name-" + i, 1, 1),
                    new Line(i == 500 ? "x" : "name-1", 1, 1)));
        }
        List<Receipt> receipts = ledger.record(orders.toArray(Message[]::new));

        assertEquals(
                Rejection.invalidOrder("lines[1].sku", Rule.NAMES_LIMIT.reason(Dimension.MAX_NAMES)),
                receipts.get(500));
        assertEquals(
                899,
                receipts.stream().filter(Receipt.Recorded.class::isInstance).count());
    }

    /** Money that was paid is never refused for a name that was taken before. */
    @Test
    void aPaymentIsTakenWithTheNamesOfItsOrder() {
        ledger.record(order("placed", "new", false));
        fill(Dimension.CITIES, Dimension.MAX_NAMES);

        assertInstanceOf(
                Receipt.Recorded.class,
                ledger.record(new Payment("p", STREAM, "placed", MINUTE)).get(0));
    }

    /** Payments bring more names than there may be; earlier versions had no bound at all. */
    @Test
    void aStreamWithMoreNamesGoesOnWithThoseItHas() {
        fill(Dimension.CITIES, Dimension.MAX_NAMES);
        fill(Dimension.PRODUCTS, Dimension.MAX_NAMES + 5);
        ledger.record(order("before", "name-1", false, "name-1"));
        TestRedis.command("ZADD", KEYS.ranking(Dimension.CITIES), "0", "one", "0", "two");

        List<Receipt> receipts = ledger.record(
                order("known", "name-7", true, "name-8"),
                order("plain", null, true, "name-9"),
                order("placed", "name-7", false, "name-10"),
                new Payment("p", STREAM, "before", MINUTE),
                order("new-city", "new", true, "name-8"),
                order("new-sku", "name-7", false, "new"));
        receipts.subList(0, 4).forEach(receipt -> assertInstanceOf(Receipt.Recorded.class, receipt));
        assertEquals(CITY, receipts.get(4));
        assertEquals(
                Rejection.invalidOrder("lines[0].sku", Rule.NAMES_LIMIT.reason(Dimension.MAX_NAMES)), receipts.get(5));
    }

    /** So a stream that is not near the bound is not read again and again. */
    @Test
    void noPlanAsksForMoreNamesThanNearIs() {
        List<LedgerEntry> batch = IntStream.range(0, 1_000)
                .mapToObj(i -> LedgerEntry.of(manyLines(i), MINUTE))
                .toList();
        BatchPlan plan = BatchPlan.of(batch, KnownIds.nothing(), BasisCache.assumed());
        for (Dimension dimension : Dimension.values()) {
            assertTrue(plan.namesToCheck(dimension) < NameQuota.NEAR, dimension + ": " + plan.namesToCheck(dimension));
        }
        assertTrue(plan.namesToCheck(Dimension.PRODUCTS) >= plan.judged() * 100, "names are missed");
    }

    /** All of them are orders of viewers, and hardly any stream is near the bound. */
    @Test
    void namesOfUnpaidOrdersCostNoMemory() {
        LedgerEntry entry = LedgerEntry.of(order("placed", "Lhasa", false), MINUTE);
        NewOrders orders = new NewOrders();
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        add(orders, entry, 1_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        add(orders, entry, 10_000);
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(used < 10_000, used + " bytes for 10,000 orders");
        assertEquals(11_000, orders.mostNames());
    }

    private static void add(NewOrders orders, LedgerEntry entry, int times) {
        for (int i = 0; i < times; i++) {
            orders.add(entry, (Order) entry.message());
        }
    }

    private static Order manyLines(int order) {
        Line[] lines = IntStream.range(0, 100)
                .mapToObj(line -> new Line("sku-" + order + "-" + line, 1, 1))
                .toArray(Line[]::new);
        return TestOrders.order("o-" + order, false, "live", null, MINUTE, lines);
    }

    @Test
    void theApiDocumentsSayTheBound() throws IOException {
        for (String document : List.of("openapi", "asyncapi")) {
            try (InputStream json =
                    Objects.requireNonNull(getClass().getResourceAsStream("/api/" + document + ".json"))) {
                String said = String.format(Locale.ROOT, "%,d distinct names", Dimension.MAX_NAMES);
                assertTrue(new String(json.readAllBytes(), StandardCharsets.UTF_8).contains(said), document);
            }
        }
    }

    private static Order order(String id, @Nullable String city, boolean paid) {
        return order(id, city, paid, "tea");
    }

    private static Order order(String id, @Nullable String city, boolean paid, String sku) {
        return TestOrders.order(id, paid, "live", new Buyer(null, null, city), MINUTE, new Line(sku, 1, 1));
    }

    private static void fill(Dimension dimension, int names) {
        TestRedis.command(
                "EVAL",
                "for i = 1, ARGV[1] do redis.call('ZADD', KEYS[1], 0, 'name-' .. i - 1) end",
                "1",
                KEYS.ranking(dimension),
                Integer.toString(names));
    }
}
