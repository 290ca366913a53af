package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RedisProxy;

/** The network between the server and Redis at its worst. */
@SuppressWarnings("NullAway.Init") // set before each test
final class NetworkFaultsTest {
    @TempDir
    Path data;

    private EmbeddedRedis redis;
    private RedisProxy proxy;
    private LiveServer server;

    @BeforeEach
    void start() throws IOException {
        redis = EmbeddedRedis.start(data);
        proxy = RedisProxy.start(redis.uri());
        server = LiveServer.start(proxy.uri(), InstantSource.system());
        server.live(FaultRun.STREAM);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        proxy.close();
        redis.close();
    }

    @Test
    void connectionCutBetweenExecutionAndReplyCountsOnce() {
        try (FaultRun run = new FaultRun("answer lost with its connection, 20 times", server.port())) {
            for (int cut = 0; cut < 20; cut++) {
                proxy.loseAnAnswer();
                Await.until("an answer was lost", proxy::hasLostIt);
                run.recover();
            }
            assertEquals(0, run.refusals("unavailable"), "the server itself sends again what it got no answer to");
            run.settle(redis.uri());
        }
    }

    @Test
    void resetConnectionsAreReplaced() {
        try (FaultRun run = new FaultRun("RST, 20 times", server.port())) {
            for (int reset = 0; reset < 20; reset++) {
                proxy.reset();
                run.recover();
            }
            assertEquals(0, run.refusals("unavailable"), "the server itself sends again what it got no answer to");
            run.settle(redis.uri());
        }
    }

    @Test
    void slowNetworkSlowsAcksOnly() {
        try (FaultRun run = new FaultRun("300 ms of latency", server.port())) {
            proxy.delay(300);
            run.awaitAcks(200);
            run.takeSlowestAckMs();
            run.awaitAcks(200);
            assertTrue(run.takeSlowestAckMs() >= 300, "the delay is real");
            proxy.delay(0);
            run.recover();
            assertEquals(0, run.refusals("unavailable"), "slow is not gone");
            run.settle(redis.uri());
        }
    }

    @Test
    void singleBytesAreUnderstood() {
        try (FaultRun run = new FaultRun("one-byte chunks", server.port())) {
            proxy.singleBytes(true);
            run.awaitAcks(300);
            proxy.singleBytes(false);
            run.recover();
            run.settle(redis.uri());
        }
    }
}
