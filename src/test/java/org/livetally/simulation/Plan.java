package org.livetally.simulation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one schedule is like. Most are small and short, so that there can be many: what goes wrong takes few steps.
 *
 * @param kind how nodes find the servers
 * @param shards 1 unless it is a Cluster
 * @param ackReplicas as {@code --ack-replicas} says
 * @param slowestMs the slowest way of most packets
 * @param stormMs how long it storms
 * @param troubles how many faults there are
 * @param lossy whether failovers lose what replicas do not have yet
 * @param campaign whether a campaign follows the streams
 * @param receives whether events are sent to somebody, which takes longer
 * @param takeover whether connections are forgotten, and nothing else happens
 */
record Plan(
        int nodes,
        Servers.Kind kind,
        int shards,
        int ackReplicas,
        List<String> streams,
        int orders,
        long slowestMs,
        long stormMs,
        int troubles,
        boolean lossy,
        boolean campaign,
        boolean receives,
        boolean takeover) {
    private static final int BIG = 10;

    /**
     * By chance, but such that the mutant may be found.
     *
     * @param takeovers how many in a hundred are about campaigns that another node takes over
     */
    static Plan of(Scheduler scheduler, int takeovers, Mutant mutant) {
        if (scheduler.chance(takeovers)) {
            return takeover(scheduler);
        }
        boolean big = scheduler.chance(BIG);
        Servers.Kind kind =
                mutant == Mutant.REDIRECTION_IGNORED ? Servers.Kind.CLUSTER : kind(scheduler.random.nextInt(100));
        return new Plan(
                big ? 3 : 2,
                kind,
                kind == Servers.Kind.CLUSTER ? 1 + scheduler.random.nextInt(3) : 1,
                mutant == Mutant.ACK_WITHOUT_REPLICA || scheduler.chance(25) ? 1 : 0,
                IntStream.rangeClosed(1, big ? 2 : 1).mapToObj(i -> "s" + i).toList(),
                2 + scheduler.random.nextInt(big ? 16 : 6),
                1 + scheduler.random.nextInt(10),
                100 + scheduler.random.nextInt(big ? 1_000 : 200),
                scheduler.random.nextInt(big ? 6 : 3),
                mutant == Mutant.ACK_WITHOUT_REPLICA || mutant == Mutant.LOSS_UNTOLD || scheduler.chance(30),
                scheduler.chance(30),
                big && scheduler.chance(30),
                false);
    }

    private static Servers.Kind kind(int percent) {
        return percent < 6 ? Servers.Kind.CLUSTER : percent < 12 ? Servers.Kind.SENTINEL : Servers.Kind.NAME;
    }

    /** A node loses sight of Redis for so long that another one takes its campaign over. */
    private static Plan takeover(Scheduler scheduler) {
        return new Plan(
                2,
                Servers.Kind.NAME,
                1,
                0,
                List.of("s1"),
                8,
                14,
                2_000 + scheduler.random.nextInt(1_000),
                2,
                false,
                true,
                false,
                true);
    }
}
