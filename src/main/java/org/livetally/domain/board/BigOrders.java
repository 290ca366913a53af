package org.livetally.domain.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.livetally.domain.order.Seq;

/**
 * The orders worth at least some value that were paid in one stretch of the ledger: the biggest of them, and the number
 * and value of the others. Two adjacent stretches can be merged into one, so a backlog never grows and its sum stays
 * exact. An order that is refunded as a whole in the same stretch is no news, and neither shown nor counted while it is
 * known by itself.
 *
 * @param from the place that the stretch follows
 * @param to the last place of the stretch
 * @param shown the biggest orders, newest first
 * @param moreCount the number of the other orders
 * @param moreAmount the value of the others in minor units; all money of a stream stays below 2^53
 * @param refunded where orders were placed whose whole value was paid back in the stretch, oldest refund first: of those
 *     that a screen was told of it may not have announced each yet
 */
public record BigOrders(Seq from, Seq to, List<PaidOrder> shown, long moreCount, long moreAmount, List<Seq> refunded) {
    /** As many as a screen can announce one by one while they are news. */
    public static final int MAX_SHOWN = 5;

    /** Of refunds only the newest can be of orders that still wait to be announced. */
    private static final int MAX_REFUNDED = 100;

    private static final Comparator<PaidOrder> NEWEST_FIRST =
            Comparator.comparing(PaidOrder::seq).reversed();
    private static final Comparator<PaidOrder> BIGGEST_FIRST =
            Comparator.comparingLong(PaidOrder::amount).reversed().thenComparing(NEWEST_FIRST);

    public BigOrders {
        shown = List.copyOf(shown);
        refunded = List.copyOf(refunded);
    }

    /** An empty stretch. */
    public static BigOrders none(Seq at) {
        return new BigOrders(at, at, List.of(), 0, 0, List.of());
    }

    /** The orders of a page that are worth at least {@code min}. */
    public static BigOrders of(Seq from, PaidPage page, long min) {
        List<PaidOrder> big =
                page.orders().stream().filter(order -> order.amount() >= min).toList();
        List<Seq> refunded = page.refunded().stream()
                .filter(order -> order.amount() >= min)
                .map(PaidPage.Refunded::placed)
                .toList();
        return new BigOrders(from, page.to(), List.of(), 0, 0, refunded).with(big);
    }

    /** The same stretch with these orders as well, except those that are refunded in it. */
    private BigOrders with(List<PaidOrder> big) {
        List<PaidOrder> orders = refunded.isEmpty() ? big : unrefunded(big);
        List<PaidOrder> shown = biggest(orders).stream()
                .filter(order -> order.json() != null)
                .sorted(NEWEST_FIRST)
                .toList();
        long all = orders.stream().mapToLong(PaidOrder::amount).sum();
        long told = shown.stream().mapToLong(PaidOrder::amount).sum();
        return new BigOrders(
                from, to, shown, moreCount + orders.size() - shown.size(), moreAmount + all - told, refunded);
    }

    private List<PaidOrder> unrefunded(List<PaidOrder> orders) {
        Set<Seq> back = new HashSet<>(refunded);
        return orders.stream().filter(order -> !back.contains(order.placed())).toList();
    }

    /** The biggest of these orders; of equal ones, the newer. */
    public static List<PaidOrder> biggest(List<PaidOrder> orders) {
        return orders.stream().sorted(BIGGEST_FIRST).limit(MAX_SHOWN).toList();
    }

    /** This stretch joined with the one that follows it. */
    public BigOrders plus(BigOrders later) {
        List<PaidOrder> both = new ArrayList<>(shown.size() + later.shown.size());
        Stream.of(later.shown, shown).forEach(both::addAll);
        List<Seq> back = new ArrayList<>(refunded);
        back.addAll(later.refunded);
        List<Seq> newest = back.subList(Math.max(0, back.size() - MAX_REFUNDED), back.size());
        return new BigOrders(
                        from, later.to, List.of(), moreCount + later.moreCount, moreAmount + later.moreAmount, newest)
                .with(both);
    }

    /** Whether the stretch has no such order, and no refund of one. */
    public boolean isEmpty() {
        return shown.isEmpty() && moreCount == 0 && refunded.isEmpty();
    }
}
