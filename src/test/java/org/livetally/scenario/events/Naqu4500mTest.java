package org.livetally.scenario.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.scenario.Crowd.Cheer;
import org.livetally.scenario.Crowd.Visit;
import org.livetally.scenario.ReportJson;
import org.livetally.scenario.Reported.Presentation;
import org.livetally.scenario.Reported.Sale;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Product;

class Naqu4500mTest {
    private static final long HOUR = 3_600_000;

    private final StreamScript event = Naqu4500m.script();

    @Test
    void endsOnTheReportedFigures() {
        assertEquals(107_036_800, event.gmv());
        assertEquals(87_412, event.likes());
        assertEquals(10_231, distinct(event.visits(), Visit::viewer));
        assertEquals(10_231, event.visits().size());
        assertTrue(event.gmv() > event.settings().goal(), "the goal is reached");
    }

    @Test
    void hasOrdersAndBuyersOfTheEventsKind() {
        assertBetween(2_900, 3_100, event.orders().size());
        assertBetween(
                2_700, 2_900, distinct(event.orders(), order -> order.buyer().id()));
        assertEquals(event.orders().size(), distinct(event.orders(), Sale::id));
    }

    @Test
    void everyLineIsWholeUnitsOfAProductAtItsPrice() {
        Map<String, Long> prices = event.products().stream().collect(Collectors.toMap(Product::sku, Product::price));
        event.orders().stream().flatMap(order -> order.lines().stream()).forEach(line -> {
            assertTrue(line.qty() >= 1 && line.qty() <= 3);
            assertEquals(0, line.amount() % line.qty());
            assertEquals(Long.valueOf(line.amount() / line.qty()), prices.get(line.sku()));
        });
    }

    @Test
    void idsAreWhatTheContractAllows() {
        event.orders().forEach(order -> {
            assertTrue(order.id().matches("[a-z-]+-[0-9]{6}") && order.id().length() <= 64, order.id());
            assertTrue(order.id().startsWith(order.channel()));
            assertFalse(order.lines().isEmpty());
            assertEquals(order.lines().size(), distinct(order.lines(), Line::sku));
        });
        event.cheers().forEach(cheer -> assertTrue(cheer.count() >= 1 && cheer.count() <= 100));
    }

    @Test
    void oneBuyerHasOneGroupAndOneCity() {
        Map<String, Buyer> buyers = new HashMap<>();
        event.orders().forEach(order -> {
            Buyer known = buyers.putIfAbsent(order.buyer().id(), order.buyer());
            assertTrue(known == null || known.equals(order.buyer()));
        });
    }

    @Test
    void everythingIsInOrderAndWithinTheHour() {
        assertSorted(event.orders(), Sale::at);
        assertSorted(event.visits(), Visit::enters);
        assertSorted(event.cheers(), Cheer::at);
        assertTrue(event.orders().stream().allMatch(order -> order.at() >= 0 && order.at() < HOUR));
        assertTrue(event.visits().stream().allMatch(visit -> visit.enters() >= 0 && visit.leaves() <= HOUR));
    }

    @Test
    void hostPresentsEachProductOnce() {
        assertSorted(event.presentations(), Presentation::at);
        List<String> presented = event.presentations().stream()
                .map(Presentation::sku)
                .filter(Objects::nonNull)
                .toList();
        assertEquals(event.products().stream().map(Product::sku).toList(), presented);
    }

    @Test
    void thereIsFarMoreInStockThanIsSold() {
        Map<String, Long> sold = event.orders().stream()
                .flatMap(order -> order.lines().stream())
                .collect(Collectors.toMap(Line::sku, Line::qty, Long::sum));
        event.products().forEach(product -> {
            long units = sold.getOrDefault(product.sku(), 0L);
            assertTrue(units > 0 && units * 5 < product.details().stock(), product.sku());
            Numbered numbered = product.details().numbered();
            assertTrue(numbered == null || units * 5 < numbered.last() - numbered.first(), product.sku());
        });
    }

    @Test
    void likesComeFromViewersWhoAreThere() {
        event.cheers().forEach(cheer -> {
            Visit visit = event.visits().get(cheer.visit());
            assertTrue(cheer.at() >= visit.enters() && cheer.at() <= visit.leaves());
        });
    }

    @Test
    void someThousandsWatchAtOnceButNeverMoreThanOneMachineCanHold() {
        long peak = LongStream.range(0, 360)
                .map(i -> event.visits().stream()
                        .filter(visit -> visit.enters() <= i * 10_000 && visit.leaves() > i * 10_000)
                        .count())
                .max()
                .orElseThrow();
        assertBetween(3_000, 4_000, peak);
    }

    @Test
    void hourStartsSlowlyAndEndsInARush() {
        long first = gmvOfMinutes(0, 5);
        long middle = gmvOfMinutes(25, 30);
        long last = gmvOfMinutes(55, 60);
        assertTrue(first < middle && middle < last, first + ", " + middle + ", " + last);
    }

    @Test
    void isTheSameEveryTime() {
        assertEquals(event, Naqu4500m.script());
    }

    /** Pinned, because a demo resumed by a newer version must resend what an older one sent. */
    @Test
    void isTheSameOnEveryMachine() {
        CRC32 orders = new CRC32();
        orders.update(new ReportJson(event.id(), 0).frame(event.orders()).getBytes(StandardCharsets.UTF_8));
        assertEquals(380_414_756L, orders.getValue());
    }

    private long gmvOfMinutes(int from, int to) {
        return event.orders().stream()
                .filter(order -> order.at() >= from * 60_000L && order.at() < to * 60_000L)
                .mapToLong(Sale::amount)
                .sum();
    }

    private static void assertBetween(long least, long most, long actual) {
        assertTrue(actual >= least && actual <= most, () -> actual + " is not from " + least + " to " + most);
    }

    private static <T> void assertSorted(List<T> list, ToLongFunction<T> at) {
        for (int i = 1; i < list.size(); i++) {
            assertTrue(at.applyAsLong(list.get(i - 1)) <= at.applyAsLong(list.get(i)));
        }
    }

    private static <T> long distinct(List<T> list, Function<T, String> by) {
        return list.stream().map(by).distinct().count();
    }
}
