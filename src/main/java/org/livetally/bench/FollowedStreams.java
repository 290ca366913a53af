package org.livetally.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a campaign of a thousand streams costs: an idle tick of it, and a busy member; and how far it is behind that one. */
final class FollowedStreams implements Benchmark {
    private static final int STREAMS = 999;
    private static final String CAMPAIGN = "bench";
    private static final String PREFIX = "member";
    /** Many and short, since the disk's speed varies. */
    private static final int SHORT_ROUNDS = 5;

    private static final double ROUND_S = 0.6;
    private static final long IDLE_MS = 1_000;
    private static final double TICKS_A_SECOND = 10;
    private static final long PATIENCE_S = 60;

    @Override
    public String id() {
        return "campaign";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer followed = environment.another();
        BenchServer alone = environment.another(); // as new, with as many streams
        String stream = PREFIX + "-busy";
        for (BenchServer server : List.of(followed, alone)) {
            server.idle(PREFIX, STREAMS, STREAMS);
        }
        Producers amid = environment.producers(followed, new BenchOrders(stream));
        Producers without = environment.producers(alone, new BenchOrders(stream));
        followed.campaign(CAMPAIGN, PREFIX);
        awaitOrders(followed, 0);
        long count = Producers.warmUp(amid, without, ROUND_S);
        awaitOrders(followed, amid.sent());
        int rounds = environment.rounds();
        double[] idle = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            idle[round] = Math.max(0, idleTick(followed) - idleTick(alone));
        }
        double[] with = new double[rounds * SHORT_ROUNDS];
        double[] bare = new double[with.length];
        double[] behind = new double[with.length];
        for (int round = 0; round < with.length; round++) {
            boolean isBareFirst = round % 2 == 1; // whoever is second has the end of the first one's work beside it
            if (isBareFirst) {
                bare[round] = without.rate(count);
            }
            with[round] = amid.rate(count);
            behind[round] = awaitOrders(followed, amid.sent()) / 1e6;
            if (!isBareFirst) {
                bare[round] = without.rate(count);
            }
            environment.say(
                    "  round %d: %,.0f orders/s, not followed %,.0f/s; the campaign has them all %.0f ms after the last ack",
                    round + 1, with[round], bare[round], behind[round]);
        }
        return List.of(
                new Measurement(
                        "orders/s of one of 1,000 streams of a campaign",
                        "not followed",
                        with,
                        bare,
                        "/s",
                        Marks.atLeast(0.9, 0.97),
                        ""),
                Measurement.absolute(
                        "campaign behind its stream, after a burst of " + Math.round(ROUND_S * 10) / 10.0 + " s",
                        behind,
                        "ms",
                        Marks.atMost(300, 200).printed(),
                        ""),
                Measurement.absolute(
                        "Redis CPU of a campaign's tick, 1,000 idle streams",
                        idle,
                        "us",
                        Marks.atMost(1_000, 500).printed(),
                        ""));
    }

    /** The time of Redis for a tick in which nothing happens, in microseconds. */
    private static double idleTick(BenchServer server) {
        ProcessHandle redis = server.process().redis();
        long before = ChildProcess.cpuNanos(redis);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(IDLE_MS));
        return (ChildProcess.cpuNanos(redis) - before) / 1e3 / (IDLE_MS / 1e3 * TICKS_A_SECOND);
    }

    /** Waits until the campaign has counted this many orders; returns how long that took, in ns. */
    private static long awaitOrders(BenchServer server, long orders) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(PATIENCE_S)) {
            String board = server.tryToGet("api/boards/@" + CAMPAIGN + "?fields=totals");
            if (board != null
                    && new JsonObject(board)
                                    .getJsonObject("board")
                                    .getJsonObject("totals")
                                    .getLong("orders")
                            == orders) {
                return System.nanoTime() - start;
            }
        }
        throw new BenchException("the campaign does not get to " + orders + " orders");
    }
}
