package org.livetally.bench;

import java.util.List;
import java.util.Locale;

/**
 * What a frame to one of many screens costs the server, compared with a bare Netty loop that writes frames of the same
 * size. The server's own part is the time that it does not spend in the kernel.
 */
final class FanOut implements Benchmark {
    private static final int SCREENS = 10_000;
    /** Enough for a change in every tick. */
    private static final double PER_SECOND = 50;

    private static final double SECONDS = 1.5;
    /** Frames of some 470 bytes, as an overlay gets them. */
    private static final String FIELDS = "?fields=totals,channels,recent";

    @Override
    public String id() {
        return "fan-out";
    }

    /**
     * What a frame cost, in microseconds of CPU.
     *
     * @param own without the kernel
     */
    private record Cost(double all, double own, BenchScreens.Traffic traffic) {}

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
        WarmUp.cost(() -> cost(server.process(), ours, orders).all);
        int rounds = environment.rounds();
        double[] cpu = new double[rounds];
        double[] own = new double[rounds];
        double[] bare = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Cost cost = cost(server.process(), ours, orders);
            Cost netty = cost(environment.baseline(), theirs, () -> frames(environment, cost.traffic.frameBytes()));
            cpu[round] = cost.all;
            own[round] = cost.own;
            bare[round] = netty.all;
            environment.say(
                    "  round %d: %.2f us a frame, %.2f of them our own (%,d frames of %,d bytes); bare Netty %.2f, %.2f (%,d)",
                    round + 1,
                    cost.all,
                    cost.own,
                    cost.traffic.frames(),
                    cost.traffic.frameBytes(),
                    netty.all,
                    netty.own,
                    netty.traffic.frames());
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
                        "of it our own, without the kernel",
                        own,
                        "us",
                        Marks.atMost(1.9, 1.2).printed(),
                        screens));
    }

    private static Cost cost(ChildProcess server, BenchScreens screens, Runnable play) {
        BenchScreens.Traffic before = screens.traffic();
        long all = ChildProcess.cpuNanos(server.handle());
        long user = ChildProcess.userNanos(server.handle());
        play.run();
        all = ChildProcess.cpuNanos(server.handle()) - all;
        user = ChildProcess.userNanos(server.handle()) - user;
        BenchScreens.Traffic traffic = screens.traffic().since(before);
        return new Cost(all / 1e3 / traffic.frames(), user / 1e3 / traffic.frames(), traffic);
    }

    /** Has the bare Netty loop write frames of this size for a while. */
    private static void frames(BenchEnvironment environment, int bytes) {
        environment.baseline().tell("frame " + bytes);
        environment.baseline().lineAfter("done");
        environment.client().pause((long) (SECONDS * 1_000));
        environment.baseline().tell("frame 0");
        environment.baseline().lineAfter("done");
    }
}
