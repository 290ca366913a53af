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

    /** They hardly differ. */
    private static final int MOST_ROUNDS = 2;

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
        double[] bytes = new double[Math.min(environment.rounds(), MOST_ROUNDS)];
        for (int round = 0; round < bytes.length; round++) {
            BenchOrders orders = new BenchOrders(environment.stream(id() + round), BenchOrders.PRODUCTS, BUYERS);
            Producers producers = environment.producers(server, orders);
            long before = atRest(environment, server);
            producers.send(ORDERS);
            bytes[round] = (atRest(environment, server) - before) / (double) ORDERS;
            environment.client().closeAll();
            environment.say("  round %d: %.0f bytes an order", round + 1, bytes[round]);
        }
        return List.of(Measurement.absolute(
                "Redis memory per order, 130 products, 20,000 buyers", bytes, "B", Marks.atMost(220, 160), ""));
    }

    /** The used memory, once it does not fall any more. */
    private static long atRest(BenchEnvironment environment, BenchServer server) throws IOException {
        long least = usedMemory(server);
        for (int i = 0; i < MOST_CALMS; i++) {
            environment.client().pause(CALM_MS);
            long now = usedMemory(server);
            if (now >= least) {
                return least;
            }
            least = now;
        }
        return least;
    }

    private static long usedMemory(BenchServer server) throws IOException {
        InfoReply info = new InfoReply(RespClient.ask(server.redisSocket(), TIMEOUT, "INFO memory"));
        return Long.parseLong(info.field("used_memory").orElseThrow());
    }
}
