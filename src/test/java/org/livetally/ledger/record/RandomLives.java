package org.livetally.ledger.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.stream.Ids;

/** Orders with many names and their later events, soon or much later. Some are rejected, some are sent again. */
public final class RandomLives {
    private final Random random;
    private final List<Order> orders = new ArrayList<>();
    private int events;

    public RandomLives(long seed) {
        random = new Random(seed);
    }

    public Message[] batch(int messages) {
        Message[] batch = new Message[messages];
        for (int i = 0; i < messages; i++) {
            batch[i] = orders.isEmpty() || random.nextInt(3) > 0 ? order() : event();
        }
        return batch;
    }

    private Order order() {
        if (!orders.isEmpty() && random.nextInt(20) == 0) {
            return any();
        }
        Line[] lines = new Line[1 + random.nextInt(3)];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Line(name("sku", 900), 1 + random.nextInt(5), random.nextInt(3) * 1_003L);
        }
        Buyer buyer = new Buyer(name("u", 2_000), name("group", 300), name("城市", 700), name("省", 30));
        boolean audience = random.nextInt(4) == 0;
        String id = (audience ? Ids.AUDIENCE_PREFIX : "o-") + orders.size();
        long at = random.nextInt(5) == 0 ? Message.NO_TIME : TestOrders.MINUTE - random.nextInt(2_000) * 60_000L;
        Order order = TestOrders.order(id, !audience && random.nextInt(3) > 0, name("ch", 200), buyer, at, lines);
        orders.add(order);
        return order;
    }

    private Message event() {
        String id = "e-" + events++;
        Order order = any();
        long at = random.nextBoolean() ? Message.NO_TIME : TestOrders.MINUTE;
        return switch (random.nextInt(6)) {
            case 0 -> new Cancellation(id, TestLedger.STREAM, order.id(), at);
            case 1 -> new Refund(id, TestLedger.STREAM, order.id(), 1 + random.nextInt(900), at);
            case 2 -> new Refund(id, TestLedger.STREAM, order.id(), Math.max(1, order.amount()), at);
            case 3 -> returned(id, order, at);
            default -> new Payment(id, TestLedger.STREAM, order.id(), at);
        };
    }

    private Refund returned(String id, Order order, long at) {
        Returned back = new Returned(order.lines().get(0).sku(), 1);
        boolean restock = random.nextBoolean();
        return new Refund(id, TestLedger.STREAM, order.id(), 1, List.of(back), restock, null, at, null);
    }

    private Order any() {
        return orders.get(random.nextInt(orders.size()));
    }

    private String name(String prefix, int kinds) {
        return prefix + "-" + random.nextInt(kinds);
    }
}
