package org.livetally.bench;

import java.util.List;

/** The memory of the server for an idle screen, without the kernel's buffers. */
final class IdleScreens implements Benchmark {
    /** Screens of a round. A round alone says little while the heap has room, so rounds add up. */
    private static final int SCREENS = 2_000;

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        try (BenchServer server = environment.alone()) {
            String stream = environment.stream(id());
            server.live(stream);
            ProcessHandle process = server.process().handle();
            String path = "/ws/boards/" + stream;
            environment.client().open(server.address(), path, SCREENS, BenchSocket.Listener.DEAF); // code and pools
            int rounds = environment.rounds();
            double[] kilobytes = new double[rounds];
            long before = settled(process);
            for (int round = 0; round < rounds; round++) {
                environment.client().open(server.address(), path, SCREENS, BenchSocket.Listener.DEAF);
                kilobytes[round] = (settled(process) - before) / 1024.0 / (SCREENS * (round + 1));
                environment.say("  round %d: %.1f KB a screen", round + 1, kilobytes[round]);
            }
            environment.client().closeAll();
            return List.of(
                    Measurement.absolute("memory per idle screen, RSS", kilobytes, "KB", Marks.atMost(15, 8), ""));
        }
    }

    /** Resident bytes after a collection, so that garbage of the handshakes does not count. */
    private static long settled(ProcessHandle process) {
        ChildProcess.collectGarbage(process);
        return ChildProcess.residentBytes(process);
    }
}
