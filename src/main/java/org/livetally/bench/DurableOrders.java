package org.livetally.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.livetally.domain.order.Order;
import org.livetally.ledger.record.RecordRequest;
import org.livetally.redis.client.StreamKeys;

/**
 * Orders a second, and what each costs Redis, compared with a bare client that feeds the same script to the same Redis.
 */
final class DurableOrders implements Benchmark {
    static final int PRODUCERS = 16;
    static final int PRODUCTS = 130;
    private static final int WARM_UP = 40_000;
    private static final double ROUND_S = 1;
    private static final String BARE = "-bare";

    @Override
    public String id() {
        return "orders";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) throws IOException {
        BenchServer server = environment.server();
        String stream = environment.stream(id());
        server.live(stream);
        server.live(stream + BARE);
        BenchOrders orders = new BenchOrders(stream, PRODUCTS);
        Producers producers = new Producers(environment.client(), server.address(), PRODUCERS, number -> orders);
        try (BareRedis first = new BareRedis(server.redisSocket());
                BareRedis second = new BareRedis(server.redisSocket())) {
            return measure(environment, stream, producers, new BareRedis[] {first, second});
        }
    }

    private static List<Measurement> measure(
            BenchEnvironment environment, String stream, Producers producers, BareRedis[] bare) throws IOException {
        ProcessHandle redis = environment.server().process().redis();
        producers.send(WARM_UP);
        producers.send(WARM_UP);
        long nanos = producers.send(WARM_UP);
        long count = (long) (WARM_UP * ROUND_S * 1e9 / nanos);
        String ledger = new StreamKeys(stream).ledger();
        int rounds = environment.rounds();
        double[][] rate = new double[2][rounds];
        double[][] cpu = new double[2][rounds];
        double depths = 0;
        long bareNext = 0;
        for (int round = 0; round < rounds; round++) {
            long batches = bare[0].integer("XLEN", ledger);
            long before = ChildProcess.cpuNanos(redis);
            long took = producers.send(count);
            cpu[0][round] = (ChildProcess.cpuNanos(redis) - before) / 1e3 / count;
            rate[0][round] = count / (took / 1e9);
            long batchesNow = bare[0].integer("XLEN", ledger);
            int depth = (int) Math.max(1, count / Math.max(1, batchesNow - batches));
            depths += depth;

            List<List<ByteBuffer>> prepared = prepare(stream + BARE, bareNext, count, depth);
            bareNext += count;
            before = ChildProcess.cpuNanos(redis);
            took = feed(bare, prepared);
            cpu[1][round] = (ChildProcess.cpuNanos(redis) - before) / 1e3 / count;
            rate[1][round] = count / (took / 1e9);
            environment.say(
                    "  round %d: %,.0f orders/s, Redis alone %,.0f/s; batches of %d; Redis %.1f and %.1f us an order",
                    round + 1, rate[0][round], rate[1][round], depth, cpu[0][round], cpu[1][round]);
        }
        String batches = "batches of " + Math.round(depths / rounds);
        return List.of(
                new Measurement(
                        "durable orders/s, single messages",
                        "Redis alone",
                        rate[0],
                        rate[1],
                        "/s",
                        0.6,
                        0.8,
                        true,
                        batches),
                new Measurement("Redis CPU per order", "Redis alone", cpu[0], cpu[1], "us", 1.2, 1.05, false, batches));
    }

    /** For two connections, as many as the server's event loops have. */
    private static List<List<ByteBuffer>> prepare(String stream, long from, long count, int depth) {
        BenchOrders orders = new BenchOrders(stream, PRODUCTS);
        List<List<ByteBuffer>> prepared = List.of(new ArrayList<>(), new ArrayList<>());
        long now = System.currentTimeMillis();
        for (long first = 0; first < count; first += depth) {
            List<Order> batch = new ArrayList<>(depth);
            for (long n = first; n < Math.min(count, first + depth); n++) {
                batch.add(orders.order(from + n, now));
            }
            prepared.get((int) (first / depth % 2)).add(ByteBuffer.wrap(RecordRequest.of(stream, batch, now)));
        }
        return prepared;
    }

    private static long feed(BareRedis[] bare, List<List<ByteBuffer>> prepared) {
        long start = System.nanoTime();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> record(bare[1], prepared.get(1)));
        record(bare[0], prepared.get(0));
        other.join();
        return System.nanoTime() - start;
    }

    private static void record(BareRedis redis, List<ByteBuffer> requests) {
        try {
            redis.record(requests);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
