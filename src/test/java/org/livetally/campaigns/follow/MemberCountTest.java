package org.livetally.campaigns.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private static Order order(String id, boolean paid) {
        Buyer buyer = new Buyer("u-" + id, "north", null);
        return new Order(id, STREAM, LONG, buyer, List.of(new Line("honey", 2, 500)), paid, 7);
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
        Seq last = Seq.parse(TestRedis.text("HGET", TestLedger.KEYS.totals(), "last"));
        return ledger.ask(redis -> new MemberCount(
                        RedisLedger.of(redis, TestLedger.KEYS),
                        new Basis(ZoneOffset.UTC),
                        NOTHING_STORED,
                        known,
                        Seq.START,
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
