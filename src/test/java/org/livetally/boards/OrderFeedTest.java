package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.Checkpoint;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.board.BigOrders;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.PaidOrder;
import org.livetally.domain.board.PaidPage;
import org.livetally.domain.order.Seq;

/** Screens are told each big order of the ledger once, from the place on where they joined. */
@ExtendWith(VertxExtension.class)
final class OrderFeedTest {
    private static final int PAGE = 2;

    private final List<PaidOrder> ledger = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();
    private int failures;

    @Test
    void aScreenIsToldWhatFollowsTheEndOfTheLedger(Vertx vertx, VertxTestContext test) {
        Checkpoint told = test.checkpoint();
        pay(100, 200);
        onLoop(vertx, test, feed -> {
            Told screen = new Told(feed, 0, all -> all.count == 1, told);
            assertEquals(seq(2), screen.begins, "the orders before are none of its news");
            pay(300);
            feed.poll();
            assertEquals(300, screen.amount);
        });
    }

    @Test
    void pagesFollowOneAnotherWithoutAGap(Vertx vertx, VertxTestContext test) {
        Checkpoint told = test.checkpoint();
        onLoop(vertx, test, feed -> {
            new Told(feed, 0, all -> all.count == 7 && all.amount == 28, told);
            pay(1, 2, 3, 4, 5, 6, 7);
            feed.poll();
        });
    }

    @Test
    void aReadingThatFailsIsRepeatedAndLosesNothing(Vertx vertx, VertxTestContext test) {
        Checkpoint told = test.checkpoint();
        onLoop(vertx, test, feed -> {
            new Told(feed, 0, all -> all.count == 3 && all.amount == 6, told);
            failures = 2;
            pay(1, 2, 3);
            feed.poll();
        });
    }

    @Test
    void eachThresholdIsToldItsOwnOrdersFromOneReading(Vertx vertx, VertxTestContext test) {
        Checkpoint smallTold = test.checkpoint();
        Checkpoint bigTold = test.checkpoint();
        onLoop(vertx, test, feed -> {
            Told small = new Told(feed, 10, all -> all.count == 2 && all.amount == 110, smallTold);
            Told big = new Told(feed, 100, all -> all.count == 1 && all.amount == 100, bigTold);
            pay(9, 10);
            pay(100);
            feed.poll();
            assertEquals(List.of(10L), asked.stream().distinct().toList(), "the least of both");
            assertEquals(small.begins, big.begins);
        });
    }

    @Test
    void nobodyIsToldWhatWasPaidWhileNobodyListened(Vertx vertx, VertxTestContext test) {
        Checkpoint told = test.checkpoint();
        onLoop(vertx, test, feed -> {
            Consumer<BigOrders> first = any -> {};
            feed.add(0, first);
            feed.remove(0, first);
            assertTrue(feed.isIdle());
            pay(1, 2);
            feed.poll();
            assertEquals(List.of(), asked, "nothing is read for nobody");
            Told second = new Told(feed, 0, all -> all.count == 1 && all.amount == 4, told);
            assertEquals(seq(2), second.begins);
            pay(4);
            feed.poll();
        });
    }

    /** Adds up what a screen is told, and checks that each stretch begins where the one before ended. */
    private static final class Told {
        private Seq begins = Seq.START;
        private Seq end = Seq.START;
        private long count;
        private long amount;

        Told(OrderFeed feed, long min, Predicate<Told> done, Checkpoint told) {
            boolean[] joined = {false};
            feed.add(min, news -> {
                if (!joined[0]) {
                    joined[0] = true;
                    begins = news.from();
                } else {
                    assertEquals(end, news.from());
                }
                end = news.to();
                count += news.shown().size() + news.moreCount();
                amount += news.moreAmount()
                        + news.shown().stream().mapToLong(PaidOrder::amount).sum();
                if (done.test(this)) {
                    told.flag();
                }
            });
        }
    }

    private void onLoop(Vertx vertx, VertxTestContext test, Consumer<OrderFeed> script) {
        vertx.runOnContext(loop -> test.verify(() -> script.accept(new OrderFeed(
                vertx, BoardId.ofStream("naqu"), new OrderLedger(id -> Future.succeededFuture(last()), this::page)))));
    }

    private void pay(long... amounts) {
        for (long amount : amounts) {
            ledger.add(new PaidOrder(seq(ledger.size() + 1), amount, "{}"));
        }
    }

    private Future<PaidPage> page(String stream, Seq from, Seq upTo, long min) {
        if (failures-- > 0) {
            return Future.failedFuture("Redis is away");
        }
        asked.add(min);
        int first = (int) from.ms();
        int end = Math.min(ledger.size(), first + PAGE);
        return Future.succeededFuture(new PaidPage(
                seq(end),
                end < ledger.size(),
                ledger.subList(first, end).stream()
                        .filter(order -> order.amount() >= min)
                        .toList()));
    }

    private Seq last() {
        return seq(ledger.size());
    }

    private static Seq seq(int place) {
        return new Seq(place, 0);
    }
}
