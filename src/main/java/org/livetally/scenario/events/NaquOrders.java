package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.livetally.domain.order.Order.Line;
import org.livetally.scenario.Reported.Sale;
import org.livetally.scenario.events.NaquStalls.Stall;

/**
 * Makes the orders of the 4500-metre stream: drawn one by one up to a little below the GMV, then completed to reach it
 * exactly.
 */
final class NaquOrders {
    /** All prices are whole yuan; in minor units. */
    private static final long YUAN = 100;
    /** The part that is left to {@link ExactChange}: a handful of orders among thousands. In minor units. */
    private static final long REMAINDER = 500_000;

    private final Random random = new Random(4_500);
    private final NaquBuyers buyers = new NaquBuyers(random);
    private final Weighted<Stall> stalls = new Weighted<>();
    private final Weighted<String> channels =
            new Weighted<String>().add(70, "wsnb").add(14, "tmall").add(9, "jd").add(7, "offline-store");
    private final Weighted<Integer> linesOfOrder =
            new Weighted<Integer>().add(74, 1).add(20, 2).add(6, 3);
    private final Weighted<Integer> units =
            new Weighted<Integer>().add(70, 1).add(22, 2).add(8, 3);

    NaquOrders() {
        NaquStalls.ALL.forEach(stall -> stalls.add(stall.weight(), stall));
    }

    /** @param gmv in minor units */
    List<Sale> comingTo(long gmv) {
        List<Sale> orders = new ArrayList<>();
        long left = gmv;
        while (left > REMAINDER) {
            Sale order = draw();
            orders.add(order);
            left -= order.amount();
        }
        ExactChange till =
                new ExactChange(NaquStalls.ALL.stream().map(Stall::product).toList());
        till.make(left, YUAN).forEach(line -> orders.add(order(stallOf(line), List.of(line))));
        return numbered(orders);
    }

    /** Draws an order. The first product is the buyer's reason to be here, so it decides the moment. */
    private Sale draw() {
        Stall main = stalls.draw(random);
        int lines = linesOfOrder.draw(random);
        Stream<Stall> more = Stream.generate(() -> stalls.draw(random)).filter(stall -> !stall.equals(main));
        List<Line> bought = Stream.concat(Stream.of(main), more)
                .distinct()
                .limit(lines)
                .map(stall -> stall.product().times(units.draw(random)))
                .toList();
        return order(main, bought);
    }

    private Sale order(Stall main, List<Line> lines) {
        return new Sale("", main.pace().draw(random), channels.draw(random), buyers.next(), lines);
    }

    private static Stall stallOf(Line line) {
        return NaquStalls.ALL.stream()
                .filter(stall -> stall.product().sku().equals(line.sku()))
                .findFirst()
                .orElseThrow();
    }

    /** Numbers the orders of each channel as they come in; a prefix keeps the channels' ids apart. */
    private static List<Sale> numbered(List<Sale> orders) {
        Map<String, Integer> last = new HashMap<>();
        return orders.stream()
                .sorted(Comparator.comparingLong(Sale::at))
                .map(order -> {
                    int number = last.merge(order.channel(), 1, Integer::sum);
                    String id = "%s-%06d".formatted(order.channel(), number);
                    return new Sale(id, order.at(), order.channel(), order.buyer(), order.lines());
                })
                .toList();
    }
}
