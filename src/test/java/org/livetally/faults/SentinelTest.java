package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/** A server that finds its primary through three real Sentinels. */
final class SentinelTest {
    private static final String STREAM = "naqu-4500m";

    @TempDir
    private Path directory;

    /** Cut off from Sentinels and replicas, it is never told that it is no primary any more, and takes every write. */
    @Test
    void anOldPrimaryThatStillTakesWritesIsLeft() throws IOException {
        try (SentinelTrio redis = new SentinelTrio(directory);
                LiveServer server = LiveServer.start(redis.sentinelUri(), InstantSource.system())) {
            server.live(STREAM);
            record(server, "before");
            awaitReplicas(redis, "before");
            redis.cutOff(redis.primary);
            int now = awaitOther(redis, redis.primary);
            Await.until("nobody uses the old one", () -> users(redis.primary) == 0);
            Await.until("the new one is used", () -> ready(server));
            record(server, "after");
            assertEquals("1", has(now, "after"));
            assertEquals("0", has(redis.primary, "after"));
            assertEquals("OK", SentinelTrio.askAsTally(redis.primary, "SET", "it-takes", "writes"));
        }
    }

    @Tag("soak")
    @Test
    void failoversAndTheLossOfSentinelsChangeWhereOrdersGoAndNothingElse() throws IOException {
        try (SentinelTrio redis = new SentinelTrio(directory);
                LiveServer server = LiveServer.start(redis.sentinelUri(), InstantSource.system())) {
            server.live(STREAM);
            record(server, "a");
            awaitReplicas(redis, "a");
            redis.failOver();
            int second = awaitOther(redis, redis.primary);
            // Until then the old one takes orders that it will lose when it is told to follow.
            Await.until("nobody uses the first", () -> users(redis.primary) == 0);
            Await.until("the second is used", () -> ready(server) && users(second) > 0);
            record(server, "b");
            awaitReplicas(redis, "b");

            redis.killSentinels(2, 3);
            redis.kill(second);
            int third = awaitOther(redis, second);
            assertNotEquals(second, third);
            Await.until("the third is used", () -> ready(server) && users(third) > 0);
            record(server, "c");
            assertEquals(List.of(), server.audit());

            redis.killSentinels(0, 2);
            record(server, "d");
            assertTrue(ready(server), "served on without any Sentinel");
        }
    }

    private static int awaitOther(SentinelTrio redis, int old) {
        Await.until("the Sentinels name another", () -> redis.named() != old);
        return redis.named();
    }

    private static void awaitReplicas(SentinelTrio redis, String order) {
        Await.until(
                "replicas have " + order, () -> redis.ports().stream().allMatch(each -> "1".equals(has(each, order))));
    }

    private static String has(int port, String order) {
        return SentinelTrio.askAsTally(port, "HEXISTS", new StreamKeys(STREAM).ids(), order);
    }

    /** How many connections a server has of the product; very many if it ends ours, as Sentinels have it do in a failover. */
    private static long users(int port) {
        try {
            return SentinelTrio.askAsTally(port, "CLIENT", "LIST")
                            .lines()
                            .filter(line -> line.contains(" user=tally "))
                            .count()
                    - 1; // this one
        } catch (AssertionError ended) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean ready(LiveServer server) {
        return server.send("GET", "/health/ready", "").statusCode() == 200;
    }

    private static void record(LiveServer server, String id) {
        String answer =
                server.postOrders(OrderJson.order(STREAM, id, 100).encode()).body();
        assertEquals("recorded", new JsonObject(answer).getString("result"), answer);
    }
}
