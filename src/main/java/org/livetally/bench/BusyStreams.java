package org.livetally.bench;

import java.util.ArrayList;
import java.util.List;

/** What an order costs the server when a thousand busy streams share the orders, compared with one stream that gets all. */
final class BusyStreams implements Benchmark {
    private static final int STREAMS = 1_000;
    private static final double ROUND_S = 1;

    @Override
    public String id() {
        return "streams";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.another();
        String stream = environment.stream(id());
        server.idle(stream, STREAMS, STREAMS);
        List<BenchOrders> orders = new ArrayList<>(STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            orders.add(new BenchOrders(stream + "-" + i));
        }
        Producers one = environment.producers(server, new BenchOrders(stream));
        Producers many = new Producers(environment.client(), server.address(), orders);
        long count = Producers.warmUp(one, many, ROUND_S);
        double[] shared = new double[environment.rounds()];
        double[] alone = new double[shared.length];
        for (int round = 0; round < shared.length; round++) {
            alone[round] = cpu(server, one, count);
            shared[round] = cpu(server, many, count);
            environment.say(
                    "  round %d: %.2f us an order of 1,000 streams, %.2f us of one",
                    round + 1, shared[round], alone[round]);
        }
        return List.of(new Measurement(
                "server CPU per order, shared by 1,000 busy streams",
                "one stream",
                shared,
                alone,
                "us",
                Marks.atMost(2, 1.3),
                ""));
    }

    private static double cpu(BenchServer server, Producers producers, long count) {
        long before = ChildProcess.workNanos(server.process().handle());
        producers.send(count);
        return (ChildProcess.workNanos(server.process().handle()) - before) / 1e3 / count;
    }
}
