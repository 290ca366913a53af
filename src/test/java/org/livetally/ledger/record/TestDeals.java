package org.livetally.ledger.record;

import static org.livetally.ledger.record.TestLedger.STREAM;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.DealCancellation;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.DealEvent.Terms;
import org.livetally.domain.order.Message;

/** Deals of the one stream of the ledger tests. */
public final class TestDeals {
    private TestDeals() {}

    public static Deal intent(String id, long amount) {
        return new Deal(id, STREAM, Kind.INTENT, terms(amount, null, null), null, 7, null);
    }

    public static Deal agreement(String id, long amount) {
        return agreement(id, amount, null, null);
    }

    public static Deal agreement(String id, long amount, @Nullable Long qty, @Nullable Long income) {
        return new Deal(id, STREAM, Kind.AGREEMENT, terms(amount, qty, income), null, 7, null);
    }

    private static Terms terms(long amount, @Nullable Long qty, @Nullable Long income) {
        return new Terms("拉萨商贸", amount, "青稞米", qty, qty == null ? null : "斤", "合作社", income);
    }

    public static Delivery delivery(String id, String deal, long amount) {
        return delivery(id, deal, amount, null);
    }

    public static Delivery delivery(String id, String deal, long amount, @Nullable Long qty) {
        return new Delivery(id, STREAM, deal, amount, qty, null, 8, null);
    }

    public static DealCancellation cancellation(String id, String deal) {
        return new DealCancellation(id, STREAM, deal, null, 9, null);
    }

    /** One batch that moves every figure of deals, and has agreements that are the highest so far. */
    public static Message[] mixed() {
        return new Message[] {
            intent("i-1", 850),
            intent("i-2", 50),
            agreement("d-1", 600, 1_500L, 40L),
            delivery("dl-1", "d-1", 200, 500L),
            agreement("d-2", 9_000, null, 5L),
            cancellation("c-1", "d-2"),
            agreement("d-3", 700),
            cancellation("c-2", "i-2"),
            agreement("d-4", 700, null, 1L),
        };
    }
}
