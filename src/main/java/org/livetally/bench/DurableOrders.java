package org.livetally.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.livetally.domain.order.Order;
import org.livetally.ledger.record.RecordRequest;
import org.livetally.redis.client.StreamKeys;

/**
 * Orders a second, and what each costs the server and Redis, compared with a bare client that feeds the same script to
 * the same Redis, and with one that does what is usually done.
 */
final class DurableOrders implements Benchmark {
    /** Many and short, since the disk's speed varies. */
    private static final int SHORT_ROUNDS = 4;

    private static final double ROUND_S = 1;
    private static final String BARE = "-bare";
    /** A call an order takes longer, so that a part of the orders says enough. */
    private static final int FEWER = 6;

    private static final int LARGE_BATCH = 1_000;

    @Override
    public String id() {
        return "orders";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) throws IOException {
        BenchServer server = environment.another();
        Path socket = server.redisSocket();
        String stream = environment.stream(id());
        try (BareRedis first = new BareRedis(socket);
                BareRedis second = new BareRedis(socket);
                OneByOne usual = new OneByOne(socket, stream)) {
            Comparison comparison = new Comparison(environment, server, stream, new BareRedis[] {first, second}, usual);
            for (int round = 0; round < environment.rounds() * SHORT_ROUNDS; round++) {
                comparison.measure(round);
            }
            return comparison.rows();
        }
    }

    /** The server, and in the same rounds two bare clients of its Redis: one has its batches, one records order by order. */
    private static final class Comparison {
        private final BenchEnvironment environment;
        private final String stream;
        private final BareRedis[] bare;
        private final OneByOne usual;
        private final ProcessHandle server;
        private final ProcessHandle redis;
        private final Producers producers;
        private final long count;
        private final double[] rate;
        private final double[] serverCpu;
        private final double[] redisCpu;
        private final double[] depths;
        private final double[] bareRate;
        private final double[] bareCpu;
        private final double[] oneByOne;

        Comparison(BenchEnvironment environment, BenchServer on, String stream, BareRedis[] bare, OneByOne usual) {
            this.environment = environment;
            this.stream = stream;
            this.bare = bare;
            this.usual = usual;
            server = on.process().handle();
            redis = on.process().redis();
            on.live(stream + BARE);
            producers = environment.producers(on, new BenchOrders(stream));
            count = producers.warmUp(ROUND_S);
            catchUp();
            int rounds = environment.rounds() * SHORT_ROUNDS;
            rate = new double[rounds];
            serverCpu = new double[rounds];
            redisCpu = new double[rounds];
            depths = new double[rounds];
            bareRate = new double[rounds];
            bareCpu = new double[rounds];
            oneByOne = new double[rounds];
        }

        /** Both streams are as long: the tables of a longer one are bigger, and grow at other times. */
        private void catchUp() {
            for (long from = 0; from < producers.sent(); from += count) {
                feed(bare, prepare(stream + BARE, from, Math.min(count, producers.sent() - from), LARGE_BATCH));
            }
        }

        void measure(int round) throws IOException {
            ours(round);
            batches(round);
            calls(round);
            environment.say(
                    "  round %d: %,.0f orders/s, Redis alone %,.0f/s, one by one %,.0f/s; batches of %.0f; Redis %.1f and %.1f us an order, the server %.1f",
                    round + 1,
                    rate[round],
                    bareRate[round],
                    oneByOne[round],
                    depths[round],
                    redisCpu[round],
                    bareCpu[round],
                    serverCpu[round]);
        }

        private void ours(int round) throws IOException {
            String ledger = new StreamKeys(stream).ledger();
            long batches = bare[0].integer("XLEN", ledger);
            long ofRedis = ChildProcess.cpuNanos(redis);
            long ofServer = ChildProcess.workNanos(server);
            rate[round] = producers.rate(count);
            redisCpu[round] = (ChildProcess.cpuNanos(redis) - ofRedis) / 1e3 / count;
            serverCpu[round] = (ChildProcess.workNanos(server) - ofServer) / 1e3 / count;
            batches = bare[0].integer("XLEN", ledger) - batches;
            depths[round] = Math.max(1, count / Math.max(1, batches));
        }

        private void batches(int round) {
            ChildProcess.awaitNoRewrite();
            List<List<ByteBuffer>> prepared =
                    prepare(stream + BARE, producers.sent() - count, count, (int) depths[round]);
            long ofRedis = ChildProcess.cpuNanos(redis);
            bareRate[round] = count / (feed(bare, prepared) / 1e9);
            bareCpu[round] = (ChildProcess.cpuNanos(redis) - ofRedis) / 1e3 / count;
        }

        private void calls(int round) throws IOException {
            long few = count / FEWER;
            BenchOrders orders = new BenchOrders(stream);
            ChildProcess.awaitNoRewrite();
            List<ByteBuffer> calls = usual.prepare(orders, few * round, few, System.currentTimeMillis());
            oneByOne[round] = few / (usual.record(calls, few) / 1e9);
        }

        List<Measurement> rows() throws IOException {
            double depth = Measurement.median(depths);
            // Redis may take a batch of each connection before it waits for the disk.
            double fsyncs = Measurement.median(rate) / depth / bare.length;
            String remark = "batches of " + Math.round(depth) + "; "
                    + environment.disk().remark(fsyncs);
            return List.of(
                    new Measurement(
                            "durable orders/s, single messages",
                            "Redis alone",
                            rate,
                            bareRate,
                            "/s",
                            Marks.atLeast(0.6, 0.8),
                            remark),
                    new Measurement(
                            "the same, to one call an order",
                            "a bare client",
                            rate,
                            oneByOne,
                            "/s",
                            Marks.atLeast(3.3, 5),
                            ""),
                    new Measurement(
                            "Redis CPU per order", "Redis alone", redisCpu, bareCpu, "us", Marks.atMost(1.2, 1.05), ""),
                    Measurement.absolute(
                            "the same, absolute",
                            redisCpu,
                            "us",
                            Marks.atMost(4.2, 3).printed(),
                            ""),
                    Measurement.absolute(
                            "server CPU per order, saturated",
                            serverCpu,
                            "us",
                            Marks.atMost(6, 4.5).printed(),
                            ""));
        }
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
