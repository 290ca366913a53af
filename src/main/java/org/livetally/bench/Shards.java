package org.livetally.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.livetally.redis.client.Slot;
import org.livetally.redis.client.StreamKeys;

/**
 * What an order costs a server and its shards, if its Cluster has one, two or three, and if there is none. All get the same
 * bursts of the same streams, far below their limit: how many orders a second they take says nothing, since shards of one
 * machine share its cores.
 */
final class Shards implements Benchmark {
    /** Of the slots; each of them is on one shard, be it one of two or of three. */
    private static final int PARTS = 6;

    private static final int MOST_SHARDS = 3;
    /** Many and short, since other work of the machine comes and goes. */
    private static final int SHORT_ROUNDS = 3;

    private static final double BAR = 1.1;
    private static final double AIM = 1.03;

    @Override
    public String id() {
        return "shards";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        List<String> streams = spread(environment.stream(id()));
        List<Side> sides = new ArrayList<>();
        try {
            sides.add(new Side(environment, "single Redis", BenchRedis.single(), streams));
            for (int shards = 1; shards <= MOST_SHARDS; shards++) {
                sides.add(new Side(environment, "shards: " + shards, BenchRedis.cluster(shards), streams));
            }
            sides.forEach(Side::warmUp);
            for (int round = 0; round < environment.rounds() * SHORT_ROUNDS; round++) {
                for (Side side : sides) {
                    side.measure(round);
                }
            }
            sides.forEach(Side::audit);
        } finally {
            environment.client().closeAll(); // before their servers close them
            sides.forEach(Side::close);
        }
        return rows(sides);
    }

    private static List<Measurement> rows(List<Side> sides) {
        Side single = sides.get(0);
        Side one = sides.get(1);
        List<Measurement> rows = new ArrayList<>();
        for (int shards = 2; shards <= MOST_SHARDS; shards++) {
            Marks marks = Marks.atMost(BAR, AIM);
            rows.add(row(
                    "server CPU per order, " + shards + " shards",
                    "one shard",
                    sides.get(shards),
                    one,
                    OrderCost::server,
                    marks));
            rows.add(row(
                    "Redis CPU per order, " + shards + " shards",
                    "one shard",
                    sides.get(shards),
                    one,
                    OrderCost::redis,
                    marks));
        }
        Marks marks = Marks.atMost(BAR, AIM).printed();
        rows.add(row("server CPU per order, Cluster of one shard", single.name, one, single, OrderCost::server, marks));
        rows.add(row("Redis CPU per order, Cluster of one shard", single.name, one, single, OrderCost::redis, marks));
        return rows;
    }

    private static Measurement row(
            String name, String against, Side ours, Side theirs, ToDoubleFunction<OrderCost> of, Marks marks) {
        return new Measurement(name, against, ours.costs(of), theirs.costs(of), "us", marks, "");
    }

    /** Names of as many streams in each part of the slots, part by part. */
    static List<String> spread(String prefix) {
        List<List<String>> parts = IntStream.range(0, PARTS)
                .<List<String>>mapToObj(part -> new ArrayList<>())
                .toList();
        for (int i = 0; parts.stream().anyMatch(part -> part.size() < Bursts.GROUP); i++) {
            String name = prefix + "-" + i;
            List<String> part = parts.get(BenchRedis.shard(Slot.of(new StreamKeys(name).settings()), PARTS));
            if (part.size() < Bursts.GROUP) {
                part.add(name);
            }
        }
        return parts.stream().flatMap(List::stream).toList();
    }

    /** A server with its Redis. */
    private static final class Side implements AutoCloseable {
        private final BenchEnvironment environment;
        private final String name;
        private final BenchRedis redis;
        private final BenchServer server;
        private final Bursts bursts;
        private final OrderCost[] costs;

        Side(BenchEnvironment environment, String name, BenchRedis redis, List<String> streams) {
            this.environment = environment;
            this.name = name;
            this.redis = redis;
            server = BenchServer.start(redis);
            streams.forEach(server::live);
            bursts = new Bursts(
                    environment.client(),
                    server.address(),
                    streams.stream().map(BenchOrders::new).toList());
            costs = new OrderCost[environment.rounds() * SHORT_ROUNDS];
        }

        void warmUp() {
            WarmUp.cost(() -> cost().server());
        }

        private OrderCost cost() {
            return OrderCost.of(server, redis, bursts.orders(), bursts::play);
        }

        void measure(int round) {
            costs[round] = cost();
            environment.say(
                    "  round %d: %s, server %.2f us, Redis %.2f us an order",
                    round + 1, name, costs[round].server(), costs[round].redis());
        }

        double[] costs(ToDoubleFunction<OrderCost> of) {
            return Arrays.stream(costs).mapToDouble(of).toArray();
        }

        void audit() {
            environment.audit(server);
        }

        @Override
        public void close() {
            server.close();
            redis.close();
        }
    }
}
