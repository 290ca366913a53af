package org.livetally.bench;

import java.util.List;

/**
 * What a frame to one of many screens costs the server, compared with a bare Netty loop that writes frames of the same
 * size.
 */
final class FanOut implements Benchmark {
    private static final int SCREENS = 10_000;
    /** Enough for a change in every tick. */
    private static final double PER_SECOND = 50;

    private static final double SECONDS = 1.5;

    @Override
    public String id() {
        return "fan-out";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.server();
        String stream = environment.stream(id());
        ScheduledProducer producer = environment.producer(server, stream);
        int count = BenchEnvironment.sockets(SCREENS, 2);

        BenchScreens ours = new BenchScreens(environment.client(), server.address(), "/ws/boards/" + stream, count);
        BenchScreens theirs = new BenchScreens(environment.client(), environment.fanOut(), "/", count);
        BenchScreens.Traffic warm = round(environment, producer, ours, SECONDS);
        theirsFor(environment, theirs, warm.frameBytes());
        double[] cpu = new double[environment.rounds()];
        double[] bare = new double[environment.rounds()];
        for (int round = 0; round < cpu.length; round++) {
            long before = ChildProcess.cpuNanos(server.process().handle());
            BenchScreens.Traffic got = round(environment, producer, ours, SECONDS);
            cpu[round] = (ChildProcess.cpuNanos(server.process().handle()) - before) / 1e3 / got.frames();
            before = ChildProcess.cpuNanos(environment.baseline().handle());
            BenchScreens.Traffic bareGot = theirsFor(environment, theirs, got.frameBytes());
            bare[round] = (ChildProcess.cpuNanos(environment.baseline().handle()) - before) / 1e3 / bareGot.frames();
            environment.say(
                    "  round %d: %.2f us a frame (%,d frames of %,d bytes), bare %.2f us (%,d frames)",
                    round + 1, cpu[round], got.frames(), got.frameBytes(), bare[round], bareGot.frames());
        }
        String screens = String.format(java.util.Locale.ROOT, "%,d screens", count);
        return List.of(new Measurement(
                "server CPU per frame, 10,000 screens at 10 Hz",
                "bare Netty",
                cpu,
                bare,
                "us",
                1.3,
                1.05,
                false,
                screens));
    }

    private static BenchScreens.Traffic round(
            BenchEnvironment environment, ScheduledProducer producer, BenchScreens screens, double seconds) {
        BenchScreens.Traffic before = screens.traffic();
        BusyBoard.play(environment, producer, screens, PER_SECOND, seconds);
        return screens.traffic().since(before);
    }

    private static BenchScreens.Traffic theirsFor(BenchEnvironment environment, BenchScreens screens, int frameBytes) {
        BenchScreens.Traffic before = screens.traffic();
        environment.baseline().tell("frame " + frameBytes);
        environment.baseline().lineAfter("done");
        environment.client().pause((long) (SECONDS * 1_000));
        environment.baseline().tell("frame 0");
        environment.baseline().lineAfter("done");
        return screens.traffic().since(before);
    }
}
