package org.livetally.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What an order costs the server when a thousand busy streams share the orders, compared with one stream that gets all.
 * Busy means that orders wait at each of them, as they do where a server is at its limit. With so few in flight that
 * hardly any waits, an order costs more: that is the other figure.
 */
final class BusyStreams implements Benchmark {
    /** Orders in flight of a stream that is busy. */
    static final int BUSY = 16;

    private static final int FEW = 4;
    private static final int STREAMS = 1_000;
    /** Many, since the collector has a big part in a round, and takes up to twice its usual time in some. */
    private static final int SHORT_ROUNDS = 5;

    private static final double ROUND_S = 1;

    @Override
    public String id() {
        return "streams";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.another();
        String stream = environment.stream(id());
        server.live(stream);
        server.idle(stream, STREAMS, STREAMS);
        List<BenchOrders> orders = new ArrayList<>(STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            orders.add(new BenchOrders(stream + "-" + i));
        }
        int rounds = environment.rounds();
        Producers one =
                new Producers(environment.client(), server.address(), List.of(new BenchOrders(stream)), STREAMS * BUSY);
        Producers many = new Producers(environment.client(), server.address(), orders, STREAMS * BUSY);
        long count = Producers.warmUp(one, many, ROUND_S);
        double[] shared = new double[rounds * SHORT_ROUNDS];
        double[] alone = new double[rounds * SHORT_ROUNDS];
        for (int round = 0; round < shared.length; round++) {
            alone[round] = cpu(server, one, count);
            shared[round] = cpu(server, many, count);
            environment.say(
                    "  round %d: %.2f us an order of 1,000 streams, %.2f us of one",
                    round + 1, shared[round], alone[round]);
        }
        double[] few = new double[rounds];
        Producers slower = new Producers(environment.client(), server.address(), orders, STREAMS * FEW);
        slower.startAt(many.sent());
        for (int round = 0; round < rounds; round++) {
            few[round] = cpu(server, slower, count);
            environment.say("  round %d: %.2f us with few in flight", round + 1, few[round]);
        }
        return List.of(
                new Measurement(
                        "server CPU per order, shared by 1,000 busy streams",
                        "one stream",
                        shared,
                        alone,
                        "us",
                        Marks.atMost(2, 1.3),
                        BUSY + " in flight each"),
                Measurement.absolute(
                        "the same, with few in flight",
                        few,
                        "us",
                        Marks.atMost(15, 10).printed(),
                        FEW + " in flight each"));
    }

    private static double cpu(BenchServer server, Producers producers, long count) {
        long before = ChildProcess.workNanos(server.process().handle());
        producers.send(count);
        return (ChildProcess.workNanos(server.process().handle()) - before) / 1e3 / count;
    }
}
