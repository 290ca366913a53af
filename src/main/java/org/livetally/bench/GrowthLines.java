package org.livetally.bench;

import java.util.ArrayList;
import java.util.List;

/** How costs grow with the number of orders, screens, streams and products. */
final class GrowthLines {
    private static final double SECONDS = 3;
    private static final double WARM_UP_S = 8;
    private static final int ORDERS = 60_000;
    private static final int TURNS = 10;
    private static final int LEAST_IN_FLIGHT = 4_096;
    /** The server takes a limited number of orders on, however many streams there are. */
    private static final int MOST_IN_FLIGHT = 24 * 1024;
    /** An order with one number may be sent only once to a stream. */
    private static final int PART = 5_000_000;

    private final BenchEnvironment environment;
    private final BenchServer server;

    GrowthLines(BenchEnvironment environment) {
        this.environment = environment;
        this.server = environment.another();
    }

    /** The ids of the lines. */
    static List<String> ids() {
        return List.of("growth-orders", "growth-screens", "growth-streams", "growth-products");
    }

    Growth measure(String id) {
        return switch (id) {
            case "growth-orders" -> orders();
            case "growth-screens" -> screens();
            case "growth-streams" -> streams();
            default -> products();
        };
    }

    /** At the last point, producers send as fast as the server acks. */
    private Growth orders() {
        String stream = environment.stream("growth-orders");
        double[] counts = {1_000, 3_000, 10_000, 30_000, 0};
        double[] costs = new double[counts.length];
        int last = counts.length - 1;
        Producers fast = environment.producers(server, new BenchOrders(stream + "-fast"));
        fast.warmUp(1);
        long before = cpu();
        counts[last] = ORDERS / (fast.send(ORDERS) / 1e9);
        costs[last] = (cpu() - before) / 1e3 / ORDERS;
        ScheduledProducer producer = environment.producer(server, stream);
        play(producer, 3_000, WARM_UP_S); // the compiler optimizes small batches differently from large ones
        for (int i = last - 1; i >= 0; i--) {
            before = cpu();
            play(producer, counts[i], SECONDS);
            costs[i] = (cpu() - before) / 1e3 / (counts[i] * SECONDS);
        }
        for (int i = 0; i < counts.length; i++) {
            environment.say("  %,.0f orders/s: %.2f us an order", counts[i], costs[i]);
        }
        return new Growth("orders", "orders a second", "server CPU, us an order", 1.3, counts, costs);
    }

    private void play(ScheduledProducer producer, double perSecond, double seconds) {
        Schedule schedule = new Schedule(0, producer.sent(), (long) (perSecond * seconds), perSecond, 1);
        environment.punctual().await(producer.play(schedule));
    }

    private Growth screens() {
        String stream = environment.stream("growth-screens");
        ScheduledProducer producer = environment.producer(server, stream);

        double[] counts = {100, 1_000, 5_000, BenchEnvironment.sockets(16_000, 1)};
        double[] costs = new double[counts.length];
        List<BenchScreens> open = new ArrayList<>();
        int opened = 0;
        for (int i = 0; i < counts.length; i++) {
            open.add(new BenchScreens(
                    environment.client(), server.address(), "/ws/boards/" + stream, (int) counts[i] - opened));
            opened = (int) counts[i];
            play(producer, 50, 1);
            long frames = frames(open);
            long before = cpu();
            play(producer, 50, SECONDS);
            costs[i] = (cpu() - before) / 1e3 / (frames(open) - frames);
            environment.say("  %,.0f screens: %.2f us a frame", counts[i], costs[i]);
        }
        return new Growth("screens", "screens", "server CPU, us a frame", 1.3, counts, costs);
    }

    private static long frames(List<BenchScreens> open) {
        return open.stream().mapToLong(screens -> screens.traffic().frames()).sum();
    }

    private Growth streams() {
        double[] counts = {1, 10, 100, 1_000, 10_000};
        String name = environment.stream("growth");
        server.idle(name, (int) counts[counts.length - 1], (int) counts[counts.length - 1]);
        List<BenchOrders> all = new ArrayList<>();
        for (int i = 0; i < counts[counts.length - 1]; i++) {
            all.add(new BenchOrders(name + "-" + i));
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            points.add(new Point(all.subList(0, (int) counts[i]), i));
        }
        double[] costs = perOrder(points, counts, "streams");
        // Of 10,000 streams each has two or three orders in flight: those of a batch share hardly anything.
        return new Growth("streams", "live streams that share the orders", "server CPU, us an order", 5, counts, costs);
    }

    private Growth products() {
        double[] counts = {10, 100, 1_000, 10_000};
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            String stream = environment.stream("growth-products-" + i);
            server.live(stream);
            environment.client().open(server.address(), "/ws/boards/" + stream, 1, BenchSocket.Listener.DEAF);
            points.add(new Point(List.of(new BenchOrders(stream, (int) counts[i])), 0));
        }
        double[] costs = perOrder(points, counts, "products");
        // From 1,000 on each order of a batch has a product of its own, whose tallies it shares with no other.
        return new Growth("products", "products", "server CPU, us an order", 1.5, counts, costs);
    }

    /** Warms each point up, then measures them by turns: what else the machine does would be that of one point alone otherwise. */
    private double[] perOrder(List<Point> points, double[] counts, String unit) {
        double[] costs = points.stream()
                .mapToDouble(point -> WarmUp.cost(point::perOrder))
                .toArray();
        for (int turn = 0; turn < TURNS; turn++) {
            for (int i = 0; i < costs.length; i++) {
                costs[i] = Math.min(costs[i], points.get(i).perOrder());
            }
        }
        for (int i = 0; i < costs.length; i++) {
            environment.say("  %,.0f %s: %.2f us an order", counts[i], unit, costs[i]);
        }
        environment.client().closeAll();
        return costs;
    }

    /** Producers that share some streams. */
    private final class Point {
        private final Producers producers;
        private final int orders;

        /** @param part tells apart the points that have a stream in common */
        Point(List<BenchOrders> streams, int part) {
            int inFlight = Math.min(MOST_IN_FLIGHT, Math.max(LEAST_IN_FLIGHT, streams.size() * BusyStreams.BUSY));
            orders = Math.max(ORDERS, 2 * inFlight); // or fewer would be in flight for most of the time
            producers = new Producers(environment.client(), server.address(), streams, inFlight);
            producers.startAt((long) part * PART);
        }

        double perOrder() {
            long before = cpu();
            producers.send(orders);
            return (cpu() - before) / 1e3 / orders;
        }
    }

    private long cpu() {
        return ChildProcess.workNanos(server.process().handle());
    }
}
