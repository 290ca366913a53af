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
 * Orders a second, and what each costs the server and Redis, compared with a bare client that feeds the same script to
 * the same Redis.
 */
final class DurableOrders implements Benchmark {
    private static final double ROUND_S = 1;
    private static final String BARE = "-bare";
    /** A call an order takes longer, so that a part of the orders says enough. */
    private static final int FEWER = 3;

    @Override
    public String id() {
        return "orders";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) throws IOException {
        BenchServer server = environment.server();
        String stream = environment.stream(id());
        Producers producers = environment.producers(server, new BenchOrders(stream));
        server.live(stream + BARE);
        try (BareRedis first = new BareRedis(server.redisSocket());
                BareRedis second = new BareRedis(server.redisSocket());
                OneByOne usual = new OneByOne(server.redisSocket(), stream)) {
            return measure(environment, stream, producers, new BareRedis[] {first, second}, usual);
        }
    }

    /** What a side did in each round. */
    private record Side(double[] rate, double[] redis, double[] server) {
        Side(int rounds) {
            this(new double[rounds], new double[rounds], new double[rounds]);
        }
    }

    private static List<Measurement> measure(
            BenchEnvironment environment, String stream, Producers producers, BareRedis[] bare, OneByOne usual)
            throws IOException {
        ProcessHandle server = environment.server().process().handle();
        ProcessHandle redis = environment.server().process().redis();
        long count = producers.warmUp(ROUND_S);
        String ledger = new StreamKeys(stream).ledger();
        int rounds = environment.rounds();
        Side ours = new Side(rounds);
        Side theirs = new Side(rounds);
        double[] oneByOne = new double[rounds];
        BenchOrders orders = new BenchOrders(stream);
        long few = count / FEWER;
        double depths = 0;
        for (int round = 0; round < rounds; round++) {
            long batches = bare[0].integer("XLEN", ledger);
            long before = ChildProcess.cpuNanos(redis);
            long serverBefore = ChildProcess.cpuNanos(server);
            ours.rate[round] = producers.rate(count);
            ours.redis[round] = (ChildProcess.cpuNanos(redis) - before) / 1e3 / count;
            ours.server[round] = (ChildProcess.cpuNanos(server) - serverBefore) / 1e3 / count;
            batches = bare[0].integer("XLEN", ledger) - batches;
            int depth = (int) Math.max(1, count / Math.max(1, batches));
            depths += depth;

            List<List<ByteBuffer>> prepared = prepare(stream + BARE, count * round, count, depth);
            before = ChildProcess.cpuNanos(redis);
            theirs.rate[round] = count / (feed(bare, prepared) / 1e9);
            theirs.redis[round] = (ChildProcess.cpuNanos(redis) - before) / 1e3 / count;
            List<ByteBuffer> calls = usual.prepare(orders, few * round, few, System.currentTimeMillis());
            oneByOne[round] = few / (usual.record(calls, few) / 1e9);
            environment.say(
                    "  round %d: %,.0f orders/s, Redis alone %,.0f/s, one by one %,.0f/s; batches of %d; Redis %.1f and %.1f us an order, the server %.1f",
                    round + 1,
                    ours.rate[round],
                    theirs.rate[round],
                    oneByOne[round],
                    depth,
                    ours.redis[round],
                    theirs.redis[round],
                    ours.server[round]);
        }
        double depth = depths / rounds;
        // Redis may take a batch of each connection before it waits for the disk.
        double fsyncs = Measurement.median(ours.rate) / depth / bare.length;
        String remark =
                "batches of " + Math.round(depth) + "; " + environment.disk().remark(fsyncs);
        return rows(ours, theirs, oneByOne, remark);
    }

    private static List<Measurement> rows(Side ours, Side theirs, double[] oneByOne, String batches) {
        return List.of(
                new Measurement(
                        "durable orders/s, single messages",
                        "Redis alone",
                        ours.rate,
                        theirs.rate,
                        "/s",
                        Marks.atLeast(0.6, 0.8),
                        batches),
                new Measurement(
                        "the same, to one call an order",
                        "a bare client",
                        ours.rate,
                        oneByOne,
                        "/s",
                        Marks.atLeast(3.3, 5),
                        batches),
                new Measurement(
                        "Redis CPU per order",
                        "Redis alone",
                        ours.redis,
                        theirs.redis,
                        "us",
                        Marks.atMost(1.2, 1.05),
                        batches),
                Measurement.absolute(
                        "the same, absolute",
                        ours.redis,
                        "us",
                        Marks.atMost(4.2, 3).printed(),
                        batches),
                Measurement.absolute(
                        "server CPU per order, saturated",
                        ours.server,
                        "us",
                        Marks.atMost(6, 4.5).printed(),
                        batches));
    }

    /** For two connections, as many as the server's event loops have. */
    private static List<List<ByteBuffer>> prepare(String stream, long from, long count, int depth) {
        BenchOrders orders = new BenchOrders(stream);
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
