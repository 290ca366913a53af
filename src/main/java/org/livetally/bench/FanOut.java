package org.livetally.bench;

import java.util.List;
import java.util.Locale;
import org.livetally.capacity.Demand;

/**
 * What a frame to one of many screens costs the server, compared with a bare Netty loop that writes frames of the same
 * size, and with a loop of nothing but calls of the kernel: what the server takes more than that is its own. (The kernel
 * tells user from system time by what it finds at its ticks, which says nothing about work that begins at a tick.)
 */
final class FanOut implements Benchmark {
    private static final int SCREENS = 10_000;
    /** Enough for a change in every tick. */
    private static final double PER_SECOND = 20;

    private static final double SECONDS = 1;
    private static final String FIELDS = "?fields=totals,recent";

    @Override
    public String id() {
        return "fan-out";
    }

    /** What a frame cost, in microseconds of CPU. */
    private record Cost(double us, BenchScreens.Traffic traffic) {}

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.server();
        String stream = environment.stream(id());
        ScheduledProducer producer = environment.producer(server, stream);
        int count = BenchEnvironment.sockets(SCREENS, 2);
        String path = "/ws/boards/" + stream + FIELDS;
        BenchScreens ours = new BenchScreens(environment.client(), server.address(), path, count);
        BenchScreens theirs = new BenchScreens(environment.client(), environment.fanOut(), "/", count);
        Runnable orders = () -> BusyBoard.play(environment, producer, ours, PER_SECOND, SECONDS);
        WarmUp.cost(() -> cost(server.process(), ours, orders).us);
        WarmUp.cost(() ->
                cost(environment.baseline(), theirs, () -> frames(environment, "frame", Demand.FRAME_BYTES)).us);
        int rounds = environment.rounds();
        double[] cpu = new double[rounds];
        double[] own = new double[rounds];
        double[] bare = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Cost cost = cost(server.process(), ours, orders);
            int bytes = cost.traffic.frameBytes();
            Cost netty = cost(environment.baseline(), theirs, () -> frames(environment, "frame", bytes));
            Cost kernel = cost(environment.baseline(), theirs, () -> frames(environment, "kernel", bytes));
            cpu[round] = cost.us;
            own[round] = cost.us - kernel.us;
            bare[round] = netty.us;
            environment.say(
                    "  round %d: %.2f us a frame of %,d bytes (%,d frames), bare Netty %.2f (%,d), the kernel %.2f (%,d)",
                    round + 1,
                    cost.us,
                    bytes,
                    cost.traffic.frames(),
                    netty.us,
                    netty.traffic.frames(),
                    kernel.us,
                    kernel.traffic.frames());
        }
        String screens = String.format(Locale.ROOT, "%,d screens", count);
        return List.of(
                new Measurement(
                        "server CPU per frame, 10,000 screens at 10 Hz",
                        "bare Netty",
                        cpu,
                        bare,
                        "us",
                        Marks.atMost(1.3, 1.05),
                        screens),
                Measurement.absolute(
                        "of it our own, above what the kernel takes",
                        own,
                        "us",
                        Marks.atMost(1.9, 1.2).printed(),
                        screens));
    }

    private static Cost cost(ChildProcess server, BenchScreens screens, Runnable play) {
        BenchScreens.Traffic before = screens.traffic();
        long all = ChildProcess.cpuNanos(server.handle());
        play.run();
        all = ChildProcess.cpuNanos(server.handle()) - all;
        BenchScreens.Traffic traffic = screens.traffic().since(before);
        return new Cost(all / 1e3 / traffic.frames(), traffic);
    }

    /** Has the baseline write frames of this size for a while. */
    private static void frames(BenchEnvironment environment, String by, int bytes) {
        environment.baseline().tell(by + " " + bytes);
        environment.baseline().lineAfter("done");
        environment.client().pause((long) (SECONDS * 1_000));
        environment.baseline().tell("frame 0");
        environment.baseline().lineAfter("done");
    }
}
