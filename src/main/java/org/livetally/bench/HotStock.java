package org.livetally.bench;

import java.util.List;

/** What it costs that all producers sell the same product, of which a stock is counted. */
final class HotStock implements Benchmark {
    private static final int WARM_UP = 40_000;
    /** Many and short, since the disk's speed varies. */
    private static final int SHORT_ROUNDS = 3;

    private static final double ROUND_S = 0.4;
    private static final String ONLY_PRODUCT =
            "{\"products\":{\"product-0\":{\"name\":\"Honey\",\"unit\":\"jar\",\"stock\":1000000000}}}";

    @Override
    public String id() {
        return "stock";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.server();
        String counted = environment.stream(id());
        String plain = environment.stream(id() + "-plain");
        server.live(counted);
        server.live(plain);
        server.change(counted, ONLY_PRODUCT);
        Producers hot = producers(environment, counted);
        Producers free = producers(environment, plain);
        long nanos = 0;
        for (int i = 0; i < 2; i++) {
            free.send(WARM_UP);
            nanos = hot.send(WARM_UP);
        }
        long count = (long) (WARM_UP * ROUND_S * 1e9 / nanos);
        double[] with = new double[environment.rounds() * SHORT_ROUNDS];
        double[] without = new double[with.length];
        for (int round = 0; round < with.length; round++) {
            without[round] = count / (free.send(count) / 1e9);
            with[round] = count / (hot.send(count) / 1e9);
            environment.say(
                    "  round %d: %,.0f orders/s, without a stock %,.0f/s", round + 1, with[round], without[round]);
        }
        return List.of(new Measurement(
                "orders/s of one product whose stock is counted",
                "one without a stock",
                with,
                without,
                "/s",
                0.9,
                0.97,
                true,
                ""));
    }

    private static Producers producers(BenchEnvironment environment, String stream) {
        BenchOrders orders = new BenchOrders(stream, 1);
        return new Producers(
                environment.client(), environment.server().address(), DurableOrders.PRODUCERS, number -> orders);
    }
}
