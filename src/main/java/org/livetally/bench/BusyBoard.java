package org.livetally.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * The latency from sending an order to its appearance on a thousand screens, at 5,000 orders a second; also with one
 * screen in a hundred stalled.
 */
final class BusyBoard {
    private BusyBoard() {}

    /**
     * Sends orders at this rate; returns the 99th percentile over all screens in ms, or NaN if the generator was too
     * late.
     */
    static double play(
            BenchEnvironment environment,
            ScheduledProducer producer,
            BenchScreens screens,
            double perSecond,
            double seconds) {
        int every = Math.max(1, (int) (perSecond / 200));
        Schedule schedule = new Schedule(0, producer.sent(), (long) (perSecond * seconds), perSecond, every);
        CompletableFuture<Void> shown = screens.follow(schedule);
        environment.punctual().await(producer.play(schedule));
        environment.client().await(shown);
        screens.follow(null);
        return schedule.isVoid() ? Double.NaN : schedule.p99();
    }

    /** The row of latency under load. */
    static final class Latency implements Benchmark {
        private static final int SCREENS = 1_000;
        private static final double PER_SECOND = 5_000;
        /** Many and short, since anything else that runs on the machine for a moment makes a round worse. */
        private static final int SHORT_ROUNDS = 5;

        private static final double ROUND_S = 1;
        /** The compiler shares the cores with the frames until it has seen enough of them. */
        private static final int WARM_UP_ROUNDS = 20;

        @Override
        public String id() {
            return "busy";
        }

        @Override
        public boolean needsOwnServer() {
            return false;
        }

        @Override
        public List<Measurement> measure(BenchEnvironment environment) {
            BenchServer server = environment.server();
            String stream = environment.stream(id());
            ScheduledProducer producer = environment.producer(server, stream);

            BenchScreens screens =
                    new BenchScreens(environment.client(), server.address(), "/ws/boards/" + stream, SCREENS);
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                play(environment, producer, screens, PER_SECOND, ROUND_S);
            }
            return List.of(environment.latency(
                    "order to screen, 5,000 orders/s and 1,000 screens, p99",
                    Marks.atMost(1.1, 1.02),
                    environment.rounds() * SHORT_ROUNDS,
                    () -> play(environment, producer, screens, PER_SECOND, ROUND_S)));
        }
    }

    /** The row of stalled screens. */
    static final class Stalled implements Benchmark {
        private static final int SCREENS = 990;
        private static final int STALLED = 10;
        private static final double PER_SECOND = 2_000;
        private static final double SECONDS = 1.5;

        @Override
        public String id() {
            return "stalled";
        }

        @Override
        public boolean needsOwnServer() {
            return false;
        }

        @Override
        public List<Measurement> measure(BenchEnvironment environment) {
            BenchServer server = environment.server();
            String stream = environment.stream(id());
            ScheduledProducer producer = environment.producer(server, stream);

            String path = "/ws/boards/" + stream;
            BenchScreens screens = new BenchScreens(environment.client(), server.address(), path, SCREENS);
            play(environment, producer, screens, PER_SECOND, SECONDS);
            double[] with = new double[environment.rounds()];
            double[] without = new double[environment.rounds()];
            for (int round = 0; round < with.length; round++) {
                without[round] =
                        BenchEnvironment.valid(() -> play(environment, producer, screens, PER_SECOND, SECONDS));
                List<BenchSocket> stalled = IntStream.range(0, STALLED)
                        .mapToObj(i -> environment.client().openStalled(server.address(), path))
                        .toList();
                play(environment, producer, screens, PER_SECOND, SECONDS / 2); // until their buffers are full
                with[round] = BenchEnvironment.valid(() -> play(environment, producer, screens, PER_SECOND, SECONDS));
                environment.client().close(stalled);
                environment.say(
                        "  round %d: p99 %.1f ms, none stalled %.1f ms", round + 1, with[round], without[round]);
            }
            return List.of(new Measurement(
                    "one in a hundred screens stalled: the others' p99",
                    "none stalled",
                    with,
                    without,
                    "ms",
                    Marks.atMost(1.1, 1.0),
                    ""));
        }
    }
}
