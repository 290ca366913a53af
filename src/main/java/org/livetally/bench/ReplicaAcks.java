package org.livetally.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What {@code --ack-replicas 1} costs: two servers of one Redis with a replica, of which one waits for the replica before it
 * acks. They get as many orders of one stream as they ack, and bursts of several streams at a fixed rate.
 */
final class ReplicaAcks implements Benchmark {
    private static final int SHORT_ROUNDS = 2;
    private static final double ROUND_S = 1;

    @Override
    public String id() {
        return "replicas";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        try (BenchRedis redis = BenchRedis.withReplica();
                BenchServer plain = BenchServer.start(redis);
                BenchServer waiting = BenchServer.start(redis, "--ack-replicas", "1")) {
            String stream = environment.stream(id());
            Side with = new Side(environment, redis, waiting, stream + "-with");
            Side without = new Side(environment, redis, plain, stream + "-without");
            long count = Producers.warmUp(with.producers, without.producers, ROUND_S);
            with.warmUp();
            without.warmUp();
            for (int round = 0; round < environment.rounds() * SHORT_ROUNDS; round++) {
                with.measure(round, count);
                without.measure(round, count);
                environment.say(
                        "  round %d: %,.0f orders/s with, %,.0f without; the server %.2f and %.2f us, in bursts %.2f and %.2f, Redis %.2f and %.2f, in bursts %.2f and %.2f",
                        round + 1,
                        with.saturated[round].perSecond(),
                        without.saturated[round].perSecond(),
                        with.saturated[round].server(),
                        without.saturated[round].server(),
                        with.calm[round].server(),
                        without.calm[round].server(),
                        with.saturated[round].redis(),
                        without.saturated[round].redis(),
                        with.calm[round].redis(),
                        without.calm[round].redis());
            }
            environment.client().closeAll(); // before their servers close them
            environment.audit(plain);
            return rows(with, without);
        }
    }

    private static List<Measurement> rows(Side with, Side without) {
        Marks less = Marks.atMost(1.3, 1.1).printed();
        return List.of(
                row(
                        "orders/s with --ack-replicas 1",
                        "/s",
                        with.saturated,
                        without.saturated,
                        OrderCost::perSecond,
                        Marks.atLeast(0.8, 0.95).printed()),
                row(
                        "server CPU per order with it, saturated",
                        "us",
                        with.saturated,
                        without.saturated,
                        OrderCost::server,
                        less),
                row(
                        "Redis CPU per order with it, saturated",
                        "us",
                        with.saturated,
                        without.saturated,
                        OrderCost::redis,
                        less),
                row("server CPU per order with it, in bursts", "us", with.calm, without.calm, OrderCost::server, less),
                row("Redis CPU per order with it, in bursts", "us", with.calm, without.calm, OrderCost::redis, less));
    }

    private static Measurement row(
            String name,
            String unit,
            OrderCost[] with,
            OrderCost[] without,
            ToDoubleFunction<OrderCost> of,
            Marks marks) {
        return new Measurement(
                name,
                "without",
                Arrays.stream(with).mapToDouble(of).toArray(),
                Arrays.stream(without).mapToDouble(of).toArray(),
                unit,
                marks,
                "primary and replica");
    }

    /** One of the two servers. */
    private static final class Side {
        private final BenchRedis redis;
        private final BenchServer server;
        private final Producers producers;
        private final Bursts bursts;
        private final OrderCost[] saturated;
        private final OrderCost[] calm;

        Side(BenchEnvironment environment, BenchRedis redis, BenchServer server, String stream) {
            this.redis = redis;
            this.server = server;
            List<String> streams = Shards.spread(stream);
            streams.forEach(server::live);
            producers = environment.producers(server, new BenchOrders(stream));
            bursts = new Bursts(
                    environment.client(),
                    server.address(),
                    streams.stream().map(BenchOrders::new).toList());
            saturated = new OrderCost[environment.rounds() * SHORT_ROUNDS];
            calm = new OrderCost[environment.rounds() * SHORT_ROUNDS];
        }

        void warmUp() {
            WarmUp.cost(() -> inBursts().server());
        }

        void measure(int round, long count) {
            saturated[round] = OrderCost.of(server, redis, count, () -> producers.send(count));
            calm[round] = inBursts();
        }

        private OrderCost inBursts() {
            return OrderCost.of(server, redis, bursts.orders(), bursts::play);
        }
    }
}
