package org.livetally.bench;

import java.util.List;

/** The time from the start of the process until it is ready, including its Redis and an empty directory. */
final class StartUp implements Benchmark {
    @Override
    public String id() {
        return "start";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        double[] seconds = new double[environment.rounds()];
        for (int round = 0; round < seconds.length; round++) {
            long start = System.nanoTime();
            BenchServer server = environment.alone();
            seconds[round] = (System.nanoTime() - start) / 1e9;
            server.close();
            environment.say("  round %d: %.2f s", round + 1, seconds[round]);
        }
        return List.of(Measurement.absolute(
                "start to ready, with embedded Redis",
                seconds,
                "s",
                Marks.atMost(0.8, 0.5).printed(),
                ""));
    }
}
