package org.livetally.ledger.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;

/** Random orders, some sent again, and their expected sums, counted the simple way. */
final class RandomOrders {
    private final Random random;
    private final List<Order> sent = new ArrayList<>();
    private final Map<String, Long> expected = new HashMap<>();
    private final Set<String> buyers = new HashSet<>();

    RandomOrders(long seed) {
        random = new Random(seed);
    }

    /** Some new orders, and some of those that were sent before, in any order. */
    Order[] batch() {
        Order[] batch = new Order[1 + random.nextInt(60)];
        for (int i = 0; i < batch.length; i++) {
            boolean again = !sent.isEmpty() && random.nextInt(10) == 0;
            batch[i] = again ? sent.get(random.nextInt(sent.size())) : fresh();
        }
        return batch;
    }

    private Order fresh() {
        Line[] lines = new Line[1 + random.nextInt(4)];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Line("sku-" + random.nextInt(4), 1 + random.nextInt(5), random.nextInt(3) * 1_000_003L);
        }
        Buyer buyer = random.nextInt(4) == 0 ? null : new Buyer(any("u"), any("group"), any("city"));
        long at = random.nextInt(5) == 0 ? Order.NO_TIME : TestOrders.MINUTE + random.nextInt(600_000);
        Order order = TestOrders.order("o-" + sent.size(), random.nextInt(5) > 0, any("ch"), buyer, at, lines);
        sent.add(order);
        expect(order, lines);
        return order;
    }

    private @Nullable String any(String prefix) {
        int n = random.nextInt(6);
        return n == 0 ? null : prefix + "-" + n;
    }

    private void expect(Order order, Line[] lines) {
        Map<String, Long> skus = new HashMap<>();
        for (Line line : lines) {
            add("placed", line.amount());
            if (order.paid()) {
                add("gmv", line.amount());
                add("units", line.qty());
                add("products/" + line.sku(), line.amount());
                add("products:units:" + line.sku(), line.qty());
                skus.merge(line.sku(), 1L, Math::max);
            }
        }
        if (order.paid()) {
            add("orders", 1);
            skus.keySet().forEach(sku -> add("products:orders:" + sku, 1));
            expectPaid(order);
        }
    }

    private void expectPaid(Order order) {
        // The clock of these tests stands still at the start of the first minute.
        long at = Math.max(order.at(), TestOrders.MINUTE);
        String minute = Long.toString(at - at % 60_000);
        add(minute + ":gmv", order.amount());
        add(minute + ":orders", 1);
        expectName("channels", order.channel(), order.amount());
        if (order.buyer() != null) {
            expectName("groups", order.buyer().group(), order.amount());
            expectName("cities", order.buyer().city(), order.amount());
            if (order.buyer().id() != null) {
                buyers.add(order.buyer().id());
            }
        }
    }

    private void expectName(String section, @Nullable String name, long amount) {
        if (name != null) {
            add(section + "/" + name, amount);
            add(section + ":orders:" + name, 1);
        }
    }

    private void add(String name, long amount) {
        expected.merge(name, amount, Long::sum);
    }

    int count() {
        return sent.size();
    }

    Set<String> buyers() {
        return buyers;
    }

    /** Every sum that is not zero, by name. */
    Map<String, Long> expected() {
        Map<String, Long> sums = new TreeMap<>(expected);
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }
}
