package org.livetally.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.livetally.redis.client.InfoReply;
import org.livetally.redis.embedded.RespClient;

/**
 * The memory of Redis for an order at rest: with its part of the ledger, its id, its tallies and its buyer. Bytes depend
 * on Redis' version and allocator, but not on how fast the machine is.
 */
final class StoredOrders implements Benchmark {
    /** So many that what a stream has anyway is less than a byte an order. */
    private static final int ORDERS = 200_000;

    private static final int BUYERS = 20_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Redis gives back the buffers of its clients, and ends to move a table, while it is idle. */
    private static final long CALM_MS = 500;

    private static final int MOST_CALMS = 10;

    @Override
    public String id() {
        return "stored";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) throws IOException {
        BenchServer server = environment.another();
        environment
                .producers(server, new BenchOrders(environment.stream(id() + "-first")))
                .warmUp(1);
        double[] bytes = new double[environment.rounds()];
        for (int round = 0; round < bytes.length; round++) {
            BenchOrders orders = new BenchOrders(environment.stream(id() + round), BenchOrders.PRODUCTS, BUYERS);
            Producers producers = environment.producers(server, orders);
            long before = atRest(environment, server);
            long aof = figure(server, "persistence", "aof_current_size");
            producers.send(ORDERS);
            aof = figure(server, "persistence", "aof_current_size") - aof;
            bytes[round] = (atRest(environment, server) - before) / (double) ORDERS;
            environment.client().closeAll();
            // A rewrite of the file meanwhile makes it smaller.
            environment.say(
                    "  round %d: %.0f bytes an order, %.0f in the AOF", round + 1, bytes[round], (double) aof / ORDERS);
        }
        return List.of(Measurement.absolute(
                "Redis memory per order, 130 products, 20,000 buyers", bytes, "B", Marks.atMost(220, 160), ""));
    }

    /** The used memory, once it does not fall any more. */
    private static long atRest(BenchEnvironment environment, BenchServer server) throws IOException {
        long least = figure(server, "memory", "used_memory");
        for (int i = 0; i < MOST_CALMS; i++) {
            environment.client().pause(CALM_MS);
            long now = figure(server, "memory", "used_memory");
            if (now >= least) {
                return least;
            }
            least = now;
        }
        return least;
    }

    private static long figure(BenchServer server, String section, String field) throws IOException {
        InfoReply info = new InfoReply(RespClient.ask(server.redisSocket(), TIMEOUT, "INFO " + section));
        return Long.parseLong(info.field(field).orElseThrow());
    }
}
