package org.livetally.domain.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.testing.PlainSales;

/**
 * What the steps of an order move, and under which names; these are the names that Redis holds for every existing
 * stream.
 */
final class TalliesTest {
    private static final long MINUTE = 1_592_208_000_000L;

    private static Order order(String id, boolean paid) {
        List<Line> lines = List.of(new Line("tea", 2, 300), new Line("tea", 1, 100), new Line("gift", 1, 0));
        return new Order(id, "s", "wsnb", new Buyer("u", "东社", "拉萨"), lines, paid, MINUTE + 59_999);
    }

    private static Map<String, Long> moved(Tallies tallies) {
        Map<String, Long> moved = new TreeMap<>();
        tallies.eachTotal((place, field, amount) -> moved.put(place + "/" + field, amount));
        tallies.eachName((place, field, amount) -> moved.put(place + "/" + field, amount));
        return moved;
    }

    @Test
    void aPaidOrderMovesTotalsNamesAndItsMinute() {
        Tallies tallies = new Tallies();

        tallies.place(PlainSales.of(order("a", true)));

        Map<String, Long> expected = new TreeMap<>(
                Map.of("totals/placed", 400L, "totals/gmv", 400L, "totals/orders", 1L, "totals/units", 4L));
        expected.putAll(
                Map.of("products/tea", 400L, "counts/products:units:tea", 3L, "counts/products:orders:tea", 1L));
        expected.putAll(
                Map.of("products/gift", 0L, "counts/products:units:gift", 1L, "counts/products:orders:gift", 1L));
        expected.putAll(Map.of("channels/wsnb", 400L, "counts/channels:orders:wsnb", 1L));
        expected.putAll(Map.of("groups/东社", 400L, "counts/groups:orders:东社", 1L));
        expected.putAll(Map.of("cities/拉萨", 400L, "counts/cities:orders:拉萨", 1L));
        expected.putAll(Map.of("trend/" + MINUTE + ":gmv", 400L, "trend/" + MINUTE + ":orders", 1L));
        expected.putAll(Map.of(
                "days/2020-06-15", 400L, "counts/days:orders:2020-06-15", 1L, "counts/days:units:2020-06-15", 4L));
        assertEquals(expected, moved(tallies));
        assertEquals(Set.of("东社\tu"), tallies.groupBuyers());
        assertEquals(Set.of("u"), tallies.buyers());
        assertEquals(Set.of(MINUTE), tallies.minutes());
        assertEquals(7, tallies.moved());
    }

    private static void playFirst(Tallies tallies) {
        tallies.place(PlainSales.of(order("a", true)));
        tallies.place(PlainSales.of(order("b", false)));
        tallies.stock("tea", 5);
    }

    private static void playRest(Tallies tallies) {
        Order gift = new Order("c", "s", "tmall", null, List.of(new Line("gift", 3, 0)), true, MINUTE + 60_000);
        tallies.place(PlainSales.of(gift));
        tallies.pay(PlainSales.of(order("b", false)));
        tallies.refund("b", 150);
        tallies.giveBack(PlainSales.of(order("b", false)), new Return(Map.of("tea", 1L), true, Map.of()));
        tallies.stock("tea", 2);
    }

    @Test
    void talliesAddUpButForTheirBuyers() {
        Tallies whole = new Tallies();
        playFirst(whole);
        playRest(whole);
        Tallies first = new Tallies();
        playFirst(first);
        Tallies rest = new Tallies();
        playRest(rest);
        Map<String, Long> before = moved(rest);

        Tallies sum = new Tallies();
        sum.add(first.withoutBuyers());
        sum.add(rest.withoutBuyers());

        assertEquals(moved(whole), moved(sum));
        assertEquals(whole.minutes(), sum.minutes());
        assertEquals(Set.of(), sum.buyers());
        assertEquals(before, moved(rest), "what was added stays as it was");
    }

    @Test
    void anOrderIsPlacedThenPaidThenRefunded() {
        Tallies tallies = new Tallies();

        tallies.place(PlainSales.of(order("a", false)));
        assertEquals(Map.of("totals/placed", 400L), moved(tallies));
        tallies.pay(PlainSales.of(order("a", false)));
        tallies.refund("a", 150);

        assertEquals(400, tallies.of(Total.GMV));
        assertEquals(150, tallies.of(Total.REFUNDED));
        assertEquals(250, Total.NET.value(tallies::of));
        assertEquals(400, Total.AVERAGE_ORDER.value(tallies::of));
        assertEquals(0, Total.AVERAGE_ORDER.value(total -> 0));
    }

    @Test
    void ordersOfTheAudienceWaitUntilTheyArePaidOrCancelled() {
        Tallies tallies = new Tallies();

        tallies.place(PlainSales.of(order("live-a", false)));
        tallies.place(PlainSales.of(order("live-b", false)));
        tallies.place(PlainSales.of(order("live-c", true)));
        assertEquals(2, tallies.of(Total.WAITING));
        tallies.pay(PlainSales.of(order("live-a", false)));
        tallies.cancel(PlainSales.of(order("live-b", false)));
        tallies.refund("live-a", 400);

        assertEquals(0, tallies.of(Total.WAITING));
        assertEquals(400, tallies.of(Total.CANCELLED));
    }

    @Test
    void aDimensionKnowsWhatAnOrderCountsFor() {
        assertTrue(Dimension.PRODUCTS.hasAny(PlainSales.of(order("a", false)), Set.of("gift")));
        assertFalse(Dimension.PRODUCTS.hasAny(PlainSales.of(order("a", false)), Set.of("wsnb")));
        assertTrue(Dimension.CITIES.hasAny(PlainSales.of(order("a", true)), Set.of("拉萨")));
        assertFalse(Dimension.CITIES.hasAny(
                PlainSales.of(new Order("a", "s", null, null, List.of(), true, MINUTE)), Set.of("拉萨")));
    }
}
