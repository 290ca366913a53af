package org.livetally.campaigns.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.KnownOrder;
import org.livetally.ledger.count.OrdersSoFar;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.count.Refunded;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.ledger.record.TestLedger;
import org.livetally.testing.TestRedis;

/** What several pages of a ledger move at once is what they moved when they were recorded. */
final class MemberCountTest {
    private static final String STREAM = TestLedger.STREAM;
    private static final int BATCHES = 5;
    private static final int ORDERS = 800;
    private static final String LONG = "channel-".repeat(15);
    /** Whoever asks it has not looked at what the pages before have moved. */
    private static final OrdersSoFar NOTHING_STORED = new OrdersSoFar() {
        @Override
        public Future<Void> open(String stream, Set<String> orders, Map<String, KnownOrder> known) {
            assertEquals(Set.of(), orders);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> refunds(String stream, Set<String> orders, Map<String, Refunded> known) {
            assertTrue(Set.of("paid-later").containsAll(orders), orders::toString);
            return Future.succeededFuture();
        }
    };

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void countEverything() {
        TestRedis.command("HSET", TestLedger.KEYS.totals(), "tallies", Basis.ALL_TALLIES);
    }

    private static Order order(String id, boolean paid) {
        Buyer buyer = new Buyer("u-" + id, "north", null);
        return new Order(id, STREAM, LONG, buyer, List.of(new Line("honey", 2, 500)), paid, 7);
    }

    private static Order orderOf(String id, @Nullable Buyer buyer) {
        return new Order(id, STREAM, LONG, buyer, List.of(new Line("honey", 2, 500)), true, 7);
    }

    /** More than a page. */
    private void recordMany(int batch) {
        Message[] orders = new Message[ORDERS];
        for (int i = 0; i < ORDERS; i++) {
            orders[i] = order(batch + "-" + i, true);
        }
        ledger.record(orders);
    }

    private MemberCount count(KnownBuyers known, int bytes) {
        return count(null, known, Seq.START, bytes);
    }

    private MemberCount count(@Nullable RecentBatches recent, Seq after) {
        return count(recent, new KnownBuyers(), after, Integer.MAX_VALUE);
    }

    private MemberCount count(@Nullable RecentBatches recent, KnownBuyers known, Seq after, int bytes) {
        Seq last = Seq.parse(TestRedis.text("HGET", TestLedger.KEYS.totals(), "last"));
        return ledger.ask(redis -> new MemberCount(
                        RedisLedger.of(redis, TestLedger.KEYS),
                        new Basis(ZoneId.of("UTC")),
                        recent,
                        NOTHING_STORED,
                        known,
                        after,
                        last,
                        bytes)
                .run());
    }

    @Test
    void aPageGoesOnFromThoseBefore() {
        ledger.record(order("paid-later", false), order("cancelled-later", false), order("open", false));
        recordMany(0);
        recordMany(1);
        recordMany(2);
        ledger.record(new Payment("p", STREAM, "paid-later", 8));
        ledger.record(new Refund("r1", STREAM, "paid-later", 100, 9));
        recordMany(3);
        recordMany(4);
        ledger.record(new Cancellation("c", STREAM, "cancelled-later", null, 9));
        ledger.record(new Refund("r2", STREAM, "paid-later", 200, 9));

        MemberCount first = count(new KnownBuyers(), 1);
        assertTrue(first.page().more(), "the ledger has several pages");
        MemberCount whole = count(new KnownBuyers(), Integer.MAX_VALUE);
        assertFalse(whole.page().more());
        assertEquals(BATCHES * ORDERS + 7, whole.page().messages());
        Map<String, String> totals = new TreeMap<>();
        whole.moves().tallies.eachTotal((place, field, amount) -> totals.put(field, Long.toString(amount)));
        Map<String, String> recorded = TestLedger.hash(TestLedger.KEYS.totals());
        totals.forEach((field, amount) -> assertEquals(recorded.get(field), amount, field));
        assertEquals(Integer.toString(BATCHES * ORDERS + 1), totals.get("orders"));
        assertEquals("300", totals.get("refunded"));
        assertEquals(
                Set.of(MemberMoves.name(STREAM, "open")), whole.moves().opened.keySet());
        assertEquals(Set.of(), whole.moves().closed);
        assertEquals(
                300,
                Refunded.parse(whole.moves().refunds.getOrDefault(MemberMoves.name(STREAM, "paid-later"), ""))
                        .amount());
    }

    private static Map<String, Long> moved(MemberCount count) {
        Map<String, Long> moved = new TreeMap<>();
        count.moves().each((place, field, amount) -> moved.put(place + "/" + field, amount));
        return moved;
    }

    private static void assertSameCount(MemberCount expected, MemberCount count) {
        assertEquals(moved(expected), moved(count));
        assertEquals(expected.moves().tallies.minutes(), count.moves().tallies.minutes());
        assertEquals(expected.moves().recentTexts(), count.moves().recentTexts());
        assertEquals(expected.moves().opened, count.moves().opened);
        assertEquals(expected.page(), count.page());
    }

    @Test
    void takesOverWhatWasCountedWhenItWasRecorded() {
        recordMany(0);
        Seq counted = count(ledger.recent, Seq.START).page().last();
        recordMany(1);
        recordMany(2);
        ledger.record(
                orderOf("again", new Buyer("u-0-1", "north", null)),
                orderOf("moved", new Buyer("u-0-1", "south", null)),
                orderOf("alone", new Buyer("u-0-1", null, null)),
                orderOf("nobody", null));

        MemberCount anew = count(null, counted);
        MemberCount taken = count(ledger.recent, counted);

        assertSameCount(anew, taken);
        assertEquals(2 * ORDERS + 4, taken.page().messages());
        Map<String, Set<String>> fresh = taken.moves().freshBuyers();
        assertEquals(Set.of("u-0-1"), fresh.get("south"));
        assertEquals(Set.of("u-0-1"), fresh.get(KnownBuyers.NO_GROUP));
        assertEquals(2 * ORDERS, fresh.getOrDefault("north", Set.of()).size());
        assertFalse(fresh.getOrDefault("north", Set.of()).contains("u-0-1"), "who has bought before is known");
        assertTrue(
                anew.moves().freshBuyers().getOrDefault("north", Set.of()).contains("u-0-1"), "without, all are told");

        assertSameCount(anew, count(ledger.recent, counted)); // they are kept no more
    }

    @Test
    void countsWhatIsMoreThanNewPaidOrders() {
        ledger.record(order("first", true));
        Seq counted = count(ledger.recent, Seq.START).page().last();
        ledger.record(order("paid-later", false), order("open", false));
        ledger.record(order("paid", true), new Payment("p", STREAM, "paid-later", 8));
        ledger.record(new Refund("r1", STREAM, "paid-later", 100, 9));
        ledger.record(order("last", true));

        assertSameCount(count(null, counted), count(ledger.recent, counted));
    }

    @Test
    void goesOnFromWhatWasCountedOnly() {
        recordMany(0);
        Seq counted = count(ledger.recent, Seq.START).page().last();
        recordMany(1);

        assertSameCount(count(null, Seq.START), count(ledger.recent, Seq.START));
        assertSameCount(count(null, counted), count(ledger.recent, counted));
    }

    @Test
    void leavesOutWhomTheCampaignHas() {
        recordMany(0);
        KnownBuyers known = new KnownBuyers();
        known.wrote(known.nextMark(), Map.of("north", Set.of("u-0-1", "u-0-2"), KnownBuyers.NO_GROUP, Set.of("u-0-3")));
        MemberMoves moves = count(known, Integer.MAX_VALUE).moves();
        Set<String> left = moves.freshBuyers().getOrDefault("north", Set.of());
        assertEquals(ORDERS - 2, left.size());
        assertFalse(left.contains("u-0-1"));
        known.forget();
        assertThrows(IllegalStateException.class, moves::freshBuyers, "who was left out may be missing now");
    }
}
