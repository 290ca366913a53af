package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.embedded.RespClient;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** The Redis process dies, stands still, or forgets its scripts. */
final class RedisFaultsTest {
    private static final int KILLS = 20;
    private static final int SOAK_ORDERS_A_SECOND = 30;
    /**
     * A server that ran for this long did come up, so its death is not a quick one, see Supervisor. Every other one
     * does: after five quick deaths in a row the next server would come only seconds later.
     */
    private static final long SERVED_MS = 2_500;

    @TempDir
    Path data;

    @Test
    void redisKilledTwentyTimesUnderLoadLosesNothing() {
        try (LiveServer server = LiveServer.startOn(data)) {
            server.live(FaultRun.STREAM);
            try (FaultRun run = new FaultRun("kill -9 of Redis", server.port())) {
                for (int kill = 0; kill < KILLS; kill++) {
                    Signals.kill(Signals.redisOn(data));
                    Await.until("a new server answers", this::answers);
                    run.recover();
                    if (kill % 2 == 0) {
                        pass(SERVED_MS);
                    }
                }
                assertEquals(0, run.refusals("unavailable"), "what waits for a new server is not refused");
                pass(SERVED_MS);
                assertTrue(
                        server.send("GET", "/health/ready", "").body().contains("UP"), "ready again without a restart");
                run.settle(server.redisUri());
            }
        }
    }

    @Test
    @Tag("soak")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void redisKilledTwoHundredTimesAtRandomMomentsLosesNothing() {
        Random random = new Random(4500);
        try (LiveServer server = LiveServer.startOn(data)) {
            server.live(FaultRun.STREAM);
            try (FaultRun run = new FaultRun("kill -9 of Redis, soak", server.port(), SOAK_ORDERS_A_SECOND)) {
                for (int kill = 0; kill < 10 * KILLS; kill++) {
                    Signals.kill(Signals.redisOn(data));
                    if (random.nextBoolean()) { // otherwise it may die while it loads
                        run.recover();
                    }
                    pass(random.nextInt(5_000));
                }
                run.settle(server.redisUri());
            }
        }
    }

    @Test
    void redisStoppedForTenSecondsLosesNothingAndScreensAreTold() {
        try (LiveServer server = LiveServer.startOn(data)) {
            server.live(FaultRun.STREAM);
            try (FaultRun run = new FaultRun("SIGSTOP of Redis for 10 s", server.port())) {
                long redis = Signals.redisOn(data);
                long stopped = System.nanoTime();
                Signals.send("STOP", redis);
                try {
                    run.awaitStale();
                    assertEquals(503, server.send("GET", "/health/ready", "").statusCode());
                    pass(10_000 - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stopped));
                } finally {
                    Signals.send("CONT", redis);
                }
                run.recover();
                run.settle(server.redisUri());
            }
        }
    }

    @Test
    void scriptsThatRedisForgetsAreSentAgain() {
        try (LiveServer server = LiveServer.startOn(data);
                RedisClient redis = new RedisClient(server.redisUri())) {
            server.live(FaultRun.STREAM);
            try (FaultRun run = new FaultRun("SCRIPT FLUSH", server.port())) {
                for (int flush = 0; flush < 50; flush++) {
                    redis.ask("SCRIPT", "FLUSH");
                    run.awaitAcks(20);
                }
                run.recover();
                assertEquals(0, run.refusals("unavailable"), "nobody is told to come again for that");
                run.settle(server.redisUri());
            }
        }
    }

    private boolean answers() {
        try {
            return RespClient.ask(data.resolve("redis.sock"), Duration.ofSeconds(5), "PING")
                    .equals("PONG");
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static void pass(long ms) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        Await.until(ms + " ms have passed", () -> System.nanoTime() - end >= 0);
    }
}
