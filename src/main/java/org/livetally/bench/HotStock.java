package org.livetally.bench;

import java.util.List;

/** What it costs that all producers sell the same product, of which a stock is counted. */
final class HotStock implements Benchmark {
    /** Many and short, since the disk's speed varies. */
    private static final int SHORT_ROUNDS = 5;

    private static final double ROUND_S = 0.4;
    private static final String ONLY_PRODUCT =
            "{\"products\":{\"product-0\":{\"name\":\"Honey\",\"unit\":\"jar\",\"stock\":1000000000}}}";

    @Override
    public String id() {
        return "stock";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.another();
        String counted = environment.stream(id());
        String plain = environment.stream(id() + "-plain");
        Producers hot = environment.producers(server, new BenchOrders(counted, 1));
        Producers free = environment.producers(server, new BenchOrders(plain, 1));
        server.change(counted, ONLY_PRODUCT);
        long count = Producers.warmUp(hot, free, ROUND_S);
        double[] with = new double[environment.rounds() * SHORT_ROUNDS];
        double[] without = new double[with.length];
        for (int round = 0; round < with.length; round++) {
            without[round] = free.rate(count);
            with[round] = hot.rate(count);
            environment.say(
                    "  round %d: %,.0f orders/s, without a stock %,.0f/s", round + 1, with[round], without[round]);
        }
        return List.of(new Measurement(
                "orders/s of one product whose stock is counted",
                "one without a stock",
                with,
                without,
                "/s",
                Marks.atLeast(0.9, 0.97),
                ""));
    }
}
