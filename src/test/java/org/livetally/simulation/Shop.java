package org.livetally.simulation;

import java.util.ArrayList;
import java.util.List;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;

/**
 * The producers of a world. They sell, and tell later what became of an order; they send each message again, to any node,
 * until it is known what became of it; sometimes to two nodes at once, sometimes two contents under one id.
 */
final class Shop {
    private static final List<String> SKUS = List.of("yak", "tea", "hat");
    private static final List<String> CITIES = List.of("Lhasa", "Naqu");

    private final World world;
    private final Scheduler scheduler;
    private int ids;

    Shop(World world) {
        this.world = world;
        this.scheduler = world.scheduler;
    }

    /** Sells something soon, at any moment of the next milliseconds. */
    void sellWithin(int orders, long ms) {
        for (int i = 0; i < orders; i++) {
            scheduler.in(scheduler.between(0, ms), Scheduler.Owner.WORLD, this::sell);
        }
    }

    private void sell() {
        String stream = any(world.streams());
        String id = "o-" + ids++;
        Order order = order(id, stream);
        begin(order);
        if (scheduler.chance(8)) {
            begin(order(id, stream)); // another content, as a rule
        }
    }

    private Order order(String id, String stream) {
        List<Order.Line> lines = new ArrayList<>();
        int count = 1 + scheduler.random.nextInt(2);
        for (String sku : SKUS.subList(0, count)) {
            long qty = 1L + scheduler.random.nextInt(3);
            lines.add(new Order.Line(sku, qty, qty * (100 + scheduler.random.nextInt(900))));
        }
        Order.Buyer buyer = new Order.Buyer("b-" + scheduler.random.nextInt(6), null, any(CITIES));
        return new Order(id, stream, "app", buyer, lines, scheduler.chance(60), world.millis());
    }

    private <T> T any(List<T> all) {
        return all.get(scheduler.random.nextInt(all.size()));
    }

    private void begin(Message message) {
        Errand errand = world.history.errand(message);
        send(errand);
        if (scheduler.chance(10)) {
            send(errand);
        }
    }

    private void send(Errand errand) {
        int sent = ++errand.sent;
        Node node = world.anyNode();
        if (sent > 1) {
            world.mutate(Mutant.NO_DEDUPLICATION, () -> world.forgetId(errand.message));
        }
        scheduler.say(() -> "producer -> " + node + ": " + errand);
        scheduler.in(world.network.delay(), node, () -> arrived(errand, node));
        scheduler.in(scheduler.between(300, 1_500), Scheduler.Owner.WORLD, () -> {
            if (errand.isOpen() && errand.sent == sent) {
                send(errand);
            }
        });
    }

    private void arrived(Errand errand, Node node) {
        boolean isAnswerLost = scheduler.chance(3);
        if (world.mutant == Mutant.ACK_BEFORE_ANSWER) {
            node.record(errand.message, receipt -> {});
            answer(errand, new Receipt.Duplicate(History.SOMEWHERE));
            return;
        }
        node.record(errand.message, receipt -> {
            world.history.acks(node, errand, receipt);
            if (!isAnswerLost) {
                answer(errand, receipt);
            }
        });
    }

    private void answer(Errand errand, Receipt receipt) {
        scheduler.in(world.network.delay(), Scheduler.Owner.WORLD, () -> answered(errand, receipt));
    }

    private void answered(Errand errand, Receipt receipt) {
        scheduler.say(() -> "producer: " + errand.message.id() + " => " + receipt);
        if (receipt instanceof Rejection rejection && rejection.code().retry()) {
            scheduler.in(scheduler.between(100, 500), Scheduler.Owner.WORLD, () -> {
                if (errand.isOpen()) {
                    send(errand);
                }
            });
            return;
        }
        world.history.answered(errand, receipt);
        if (errand.isOpen()) {
            errand.settle(receipt);
            goOn(errand);
        }
    }

    /** What becomes of an order later. */
    private void goOn(Errand errand) {
        if (errand.seq() == null || !world.isStormy() || !scheduler.chance(60)) {
            return;
        }
        if (errand.message instanceof Order order) {
            later(order.paid() ? refund(order) : scheduler.chance(60) ? payment(order) : cancellation(order));
        }
    }

    private void later(Message message) {
        scheduler.in(scheduler.between(0, 500), Scheduler.Owner.WORLD, () -> begin(message));
    }

    private Message refund(Order order) {
        long amount = 1 + (long) (scheduler.random.nextDouble() * (order.amount() - 1));
        return new Refund("r-" + ids++, order.stream(), order.id(), amount, world.millis());
    }

    private Message payment(Order order) {
        return new Payment("p-" + ids++, order.stream(), order.id(), world.millis());
    }

    private Message cancellation(Order order) {
        return new Cancellation("c-" + ids++, order.stream(), order.id(), world.millis());
    }
}
