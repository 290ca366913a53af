package org.livetally.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.livetally.intake.connectors.standard.StandardWebhook;

/**
 * A storm of a shop: signed deliveries of paid orders, all at once, and what producers feel of it on their sockets,
 * compared with as many idle sockets. The senders share the machine's cores with the server, so much of the difference is
 * theirs.
 */
final class Hooks implements Benchmark {
    private static final int DELIVERIES = 10_000;
    private static final double PER_SECOND = 500;
    private static final long ORDERS = 500;
    /** The compiler works on for tens of thousands of deliveries. */
    private static final int WARM_UP_ROUNDS = 5;
    /** A p99 of one second is that of five orders: many rounds, since single ones say little. */
    private static final int SHORT_ROUNDS = 3;

    private final String secret = StandardWebhook.newSecret();
    private long next;

    @Override
    public String id() {
        return "hooks";
    }

    @Override
    public List<Measurement> measure(BenchEnvironment environment) {
        BenchServer server = environment.server();
        String stream = environment.stream(id());
        server.live(stream);
        String path = server.connector(stream, secret);
        ScheduledProducer producer = environment.producer(server, environment.stream(id() + "-sockets"));
        int count = BenchEnvironment.sockets(DELIVERIES, 1);
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            storm(environment, producer, deliveries(path, count));
        }
        double[] idle = besideIdleSockets(environment, producer, "/ws/boards/" + stream, count);
        double[] p99 = new double[environment.rounds() * SHORT_ROUNDS];
        double[] beside = new double[p99.length];
        for (int round = 0; round < p99.length; round++) {
            int now = round;
            beside[round] = BenchEnvironment.valid(() -> {
                Storm storm = storm(environment, producer, deliveries(path, count));
                p99[now] = storm.p99;
                return storm.acks;
            });
            environment.say(
                    "  round %d: p99 %.0f ms; order to ack p99 %.1f ms, beside idle sockets %.1f ms",
                    round + 1, p99[round], beside[round], idle[round]);
        }
        String name = String.format(Locale.ROOT, "%,d webhook deliveries, 1,000 at a time, p99", count);
        return List.of(
                Measurement.absolute(name, p99, "ms", Marks.atMost(1_000, 500).printed(), ""),
                new Measurement(
                        "order to ack beside them, p99",
                        "beside as many idle sockets",
                        beside,
                        idle,
                        "ms",
                        Marks.atMost(10, 1.0),
                        ""));
    }

    private static double[] besideIdleSockets(
            BenchEnvironment environment, ScheduledProducer producer, String path, int count) {
        URI server = environment.server().address();
        List<BenchSocket> sockets = environment.client().open(server, path, count, BenchSocket.Listener.DEAF);
        acks(environment, producer); // for a while the server is busy with having so many
        double[] acks = new double[environment.rounds() * SHORT_ROUNDS];
        Arrays.setAll(acks, round -> BenchEnvironment.valid(() -> acks(environment, producer)));
        environment.client().close(sockets);
        return acks;
    }

    /** @param p99 of the deliveries, in ms @param acks as {@link Hooks#acks} */
    private record Storm(double p99, double acks) {}

    /** Delivers everything at once, while orders are sent. */
    private static Storm storm(BenchEnvironment environment, ScheduledProducer producer, List<byte[]> deliveries) {
        HookCrowd crowd =
                new HookCrowd(environment.client(), environment.server().address(), deliveries);
        double acks = acks(environment, producer);
        crowd.await();
        return new Storm(crowd.p99(), acks);
    }

    /** The 99th percentile from the moment when an order is to be sent to its ack, in ms; NaN if that is not valid. */
    private static double acks(BenchEnvironment environment, ScheduledProducer producer) {
        Schedule schedule = new Schedule(0, producer.sent(), ORDERS, PER_SECOND, 1);
        environment.punctual().await(producer.playToAcks(schedule));
        return schedule.isVoid() ? Double.NaN : schedule.p99();
    }

    private List<byte[]> deliveries(String path, int count) {
        List<byte[]> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(delivery(path, next++));
        }
        return all;
    }

    private byte[] delivery(String path, long number) {
        String body = "{\"type\":\"order\",\"id\":\"hook-" + number
                + "\",\"lines\":[{\"sku\":\"product-" + number % BenchOrders.PRODUCTS
                + "\",\"qty\":1,\"amount\":1990}],\"status\":\"paid\"}";
        byte[] key = Objects.requireNonNull(StandardWebhook.key(secret));
        long now = System.currentTimeMillis() / 1_000;
        String id = "msg_" + number;
        String head = "POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nwebhook-id: " + id + "\r\nwebhook-timestamp: " + now + "\r\nwebhook-signature: "
                + StandardWebhook.signature(key, id, now, body.getBytes(StandardCharsets.ISO_8859_1)) + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.ISO_8859_1);
    }
}
