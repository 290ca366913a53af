package org.livetally.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The latency from sending an order to its appearance on a screen whose board was quiet. */
final class QuietBoards implements Benchmark {
    private static final int BOARDS = 20;
    private static final int ORDERS = 4;
    /** More than a tick apart, so that each order finds its board quiet. */
    private static final double PER_SECOND = 3.1;

    /** The boards take turns. */
    private static final long STAGGER_MS = 16;

    @Override
    public String id() {
        return "quiet";
    }

    @Override
    public boolean needsOwnServer() {
        return false;
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.server();
        List<ScheduledProducer> producers = new ArrayList<>();
        List<BenchScreens> screens = new ArrayList<>();
        for (int i = 0; i < BOARDS; i++) {
            String stream = environment.stream(id() + i);
            server.live(stream);
            producers.add(new ScheduledProducer(environment.punctual(), server.address(), new BenchOrders(stream)));
            screens.add(new BenchScreens(environment.client(), server.address(), "/ws/boards/" + stream, 1));
        }
        round(environment, producers, screens); // warm-up
        return List.of(environment.latency(
                "order to screen, quiet board, p99",
                Marks.atMost(0.25, 0.1),
                environment.rounds(),
                () -> round(environment, producers, screens)));
    }

    private static double round(
            BenchEnvironment environment, List<ScheduledProducer> producers, List<BenchScreens> screens) {
        List<Schedule> schedules = new ArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < BOARDS; i++) {
            Schedule schedule = new Schedule(i * STAGGER_MS, producers.get(i).sent(), ORDERS, PER_SECOND, 1);
            schedules.add(schedule);
            all.add(screens.get(i).follow(schedule));
            all.add(producers.get(i).play(schedule));
        }
        all.forEach(environment.client()::await);
        return Schedule.p99(schedules);
    }
}
