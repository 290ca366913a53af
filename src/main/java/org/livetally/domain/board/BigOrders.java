package org.livetally.domain.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.livetally.domain.order.Seq;

/**
 * The orders worth at least some value that were paid in one stretch of the ledger: the biggest of them, and the number
 * and value of the others. Two adjacent stretches can be merged into one, so a backlog never grows and its sum stays
 * exact.
 *
 * @param from the place that the stretch follows
 * @param to the last place of the stretch
 * @param shown the biggest orders, newest first
 * @param moreCount the number of the other orders
 * @param moreAmount the value of the others in minor units; all money of a stream stays below 2^53
 */
public record BigOrders(Seq from, Seq to, List<PaidOrder> shown, long moreCount, long moreAmount) {
    /** As many as a screen can announce one by one while they are news. */
    public static final int MAX_SHOWN = 5;

    private static final Comparator<PaidOrder> NEWEST_FIRST =
            Comparator.comparing(PaidOrder::seq).reversed();
    private static final Comparator<PaidOrder> BIGGEST_FIRST =
            Comparator.comparingLong(PaidOrder::amount).reversed().thenComparing(NEWEST_FIRST);

    public BigOrders {
        shown = List.copyOf(shown);
    }

    /** An empty stretch. */
    public static BigOrders none(Seq at) {
        return new BigOrders(at, at, List.of(), 0, 0);
    }

    /** The orders of a page that are worth at least {@code min}. */
    public static BigOrders of(Seq from, PaidPage page, long min) {
        List<PaidOrder> big =
                page.orders().stream().filter(order -> order.amount() >= min).toList();
        return of(from, page.to(), big, 0, 0);
    }

    private static BigOrders of(Seq from, Seq to, List<PaidOrder> orders, long moreCount, long moreAmount) {
        List<PaidOrder> shown = biggest(orders).stream()
                .filter(order -> order.json() != null)
                .sorted(NEWEST_FIRST)
                .toList();
        long all = orders.stream().mapToLong(PaidOrder::amount).sum();
        long told = shown.stream().mapToLong(PaidOrder::amount).sum();
        return new BigOrders(from, to, shown, moreCount + orders.size() - shown.size(), moreAmount + all - told);
    }

    /** The biggest of these orders; of equal ones, the newer. */
    public static List<PaidOrder> biggest(List<PaidOrder> orders) {
        return orders.stream().sorted(BIGGEST_FIRST).limit(MAX_SHOWN).toList();
    }

    /** This stretch joined with the one that follows it. */
    public BigOrders plus(BigOrders later) {
        List<PaidOrder> both = new ArrayList<>(shown.size() + later.shown.size());
        Stream.of(later.shown, shown).forEach(both::addAll);
        return of(from, later.to, both, moreCount + later.moreCount, moreAmount + later.moreAmount);
    }

    /** Whether the stretch has no such order. */
    public boolean isEmpty() {
        return shown.isEmpty() && moreCount == 0;
    }
}
