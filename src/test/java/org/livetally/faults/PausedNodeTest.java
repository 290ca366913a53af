package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.ArchiveSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.Ports;
import org.livetally.testing.Requests;
import org.livetally.testing.TestRedis;

/**
 * A node, a process of its own that holds all leases, is paused or killed under load. Another one does its work; when the
 * paused one goes on, it changes nothing that it should not.
 */
final class PausedNodeTest {
    private static final List<String> LEASES =
            List.of(new CampaignKeys("nodes").follower(), NotifyKeys.SENDER, StreamKeys.SEALER, StreamKeys.ARCHIVER);
    /** What a lease may have left when its node is killed: whoever asks each second or two has it within ten seconds. */
    private static final long LONGEST_LEASE_MS = 6_000;

    private static final long PAUSE_S = 30;

    @TempDir
    Path data;

    private final int port = Ports.free();

    @BeforeEach
    void empty() {
        TestRedis.flush();
    }

    @Test
    void anotherNodeTakesOverAndTheOneThatWakesUpDisturbsNobody() {
        try (Program paused = serve();
                LiveServer other = other();
                NodesLoad load = load(other, 2)) {
            String node = archiver();
            List<String> held = heldBy(node);
            assertTrue(held.contains(StreamKeys.ARCHIVER), held::toString);
            paused.signal("STOP");
            held.forEach(PausedNodeTest::endLease);
            awaitNoneHeldBy(node);
            paused.signal("CONT");
            Await.until("it is ready", () -> ready(port));
            load.awaitAcks(10);
            assertEquals(List.of(), heldBy(node), "it takes no lease back");
            load.settle(TestRedis.uri());
        }
    }

    @Test
    @Tag("soak")
    void aNodeThatIsPausedForHalfAMinuteHarmsNobody() {
        try (Program paused = serve();
                LiveServer other = other();
                NodesLoad load = load(other, 10)) {
            String node = archiver();
            paused.signal("STOP");
            long since = System.nanoTime();
            awaitNoneHeldBy(node);
            System.out.println("NODES all leases moved " + msSince(since) + " ms after the pause began");
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PAUSE_S) - (System.nanoTime() - since));
            paused.signal("CONT");
            Await.until("it is ready", () -> ready(port));
            load.awaitAcks(50);
            load.settle(TestRedis.uri());
        }
    }

    @Test
    @Tag("soak")
    void allThatAKilledNodeDidIsDoneElsewhereWithinTenSeconds() {
        try (Program killed = serve();
                LiveServer other = other()) {
            load(other, 1).close(); // its streams stay live, and its campaign is followed
            String node = archiver();
            killed.signal("KILL");
            long since = System.nanoTime();
            awaitNoneHeldBy(node);
            long ms = msSince(since);
            System.out.println("NODES all leases moved " + ms + " ms after the kill");
            assertTrue(ms < 10_000, "after " + ms + " ms");
        }
    }

    private Program serve() {
        Program program = Program.start(
                "serve",
                "--port",
                Integer.toString(port),
                "--redis-uri",
                TestRedis.uri(),
                "--data-dir",
                data.toString(),
                "--archive-after-days",
                "30");
        program.line("Livetally is ready");
        return program;
    }

    /** Starts the load on both; what to send notifications to makes a sender needed. */
    private NodesLoad load(LiveServer other, int streams) {
        JsonObject target = new JsonObject()
                .put("kind", "webhook")
                .put("title", "ERP")
                .put("url", "https://erp.example/livetally")
                .put("events", new JsonArray().add("stream.ended"));
        HttpResponse<String> made = Requests.send(port, "POST", "/api/notifications", target.encode());
        assertEquals(201, made.statusCode(), made::body);
        return new NodesLoad(List.of(port, other.port()), streams, 20);
    }

    /** A node in this process. */
    private LiveServer other() {
        return LiveServer.start(
                new Settings("127.0.0.1", 0, TestRedis.uri(), data).with(new ArchiveSettings(data, 30)),
                InstantSource.system());
    }

    /** The node that was there first. */
    private static String archiver() {
        Await.until(
                "somebody archives",
                () -> !TestRedis.text("GET", StreamKeys.ARCHIVER).isEmpty());
        return TestRedis.text("GET", StreamKeys.ARCHIVER);
    }

    private static List<String> heldBy(String node) {
        return LEASES.stream()
                .filter(lease -> node.equals(TestRedis.text("GET", lease)))
                .toList();
    }

    private static void awaitNoneHeldBy(String node) {
        LEASES.forEach(lease -> Await.until(lease + " has moved", () -> {
            String now = TestRedis.text("GET", lease);
            return !now.isEmpty() && !now.equals(node);
        }));
    }

    /** As its time does, which must be short. */
    private static void endLease(String lease) {
        long left = Long.parseLong(TestRedis.text("PTTL", lease));
        assertTrue(0 < left && left <= LONGEST_LEASE_MS, lease + " lasts for " + left + " ms");
        TestRedis.command("PEXPIRE", lease, "1");
    }

    private static boolean ready(int port) {
        return Requests.send(port, "GET", "/health/ready", "").statusCode() == 200;
    }

    private static long msSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
