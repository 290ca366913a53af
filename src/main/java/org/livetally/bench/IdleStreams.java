package org.livetally.bench;

import java.util.List;

/** What idle streams and screens cost a busy one. */
final class IdleStreams implements Benchmark {
    private static final int STREAMS = 10_000;
    private static final int WATCHED = 1_000;
    /** Many and short, since the disk's speed varies, and the difference is a few per cent. */
    private static final int SHORT_ROUNDS = 3;

    private static final double ROUND_S = 0.4;

    @Override
    public String id() {
        return "idle";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer quiet = environment.another(); // as new as the other one
        BenchServer crowded = environment.another();
        crowded.idle("idle", STREAMS, WATCHED);
        environment.client().open(crowded.address(), "/ws/boards/idle-#", WATCHED, BenchSocket.Listener.DEAF);
        String stream = environment.stream(id());
        Producers alone = environment.producers(quiet, new BenchOrders(stream));
        Producers amid = environment.producers(crowded, new BenchOrders(stream));
        long count = Producers.warmUp(alone, amid, ROUND_S);
        double[] with = new double[environment.rounds() * SHORT_ROUNDS];
        double[] without = new double[with.length];
        for (int round = 0; round < with.length; round++) {
            without[round] = alone.rate(count);
            with[round] = amid.rate(count);
            environment.say("  round %d: %,.0f orders/s, without them %,.0f/s", round + 1, with[round], without[round]);
        }
        return List.of(new Measurement(
                "orders/s beside 10,000 idle streams, 1,000 idle screens",
                "none of them",
                with,
                without,
                "/s",
                Marks.atLeast(0.95, 0.99),
                ""));
    }
}
