package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestProducer;

/** A real file system that fills up: a small tmpfs, which needs the right to mount one. */
final class DiskFullTest {
    private static final long MIB = 1024 * 1024;
    private static final int DISK_MIB = 192;

    @TempDir
    Path temporary;

    private Path disk = Path.of("");

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temporary.resolve("disk"));
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m,mode=700", "tmpfs", disk.toString());
        if (!mounted) {
            disk = Path.of("");
        }
        assumeTrue(mounted, "may mount a tmpfs");
    }

    @AfterEach
    void unmount() throws Exception {
        if (!disk.equals(Path.of(""))) {
            assertTrue(run("umount", disk.toString()));
        }
    }

    @Test
    void ordersAreRefusedBeforeTheDiskIsFullAndTakenWhenThereIsRoomAgain() throws Exception {
        Path data = data();
        try (LiveServer server = LiveServer.startOn(data)) {
            server.live(FaultRun.STREAM);
            try (FaultRun run = new FaultRun("disk nearly full", server.port());
                    RawWebSocket viewer = server.open("/ws/streams/" + FaultRun.STREAM + "/audience?viewer=v")) {
                long redis = Signals.redisOn(data);
                fillUpTo(100 * MIB); // below the reserve of DiskGuard, far above nothing
                Await.until(
                        "not ready",
                        () -> server.send("GET", "/health/ready", "").body().contains("disk: less than"));
                long before = run.refusals("unavailable");
                Await.until("orders are refused", () -> run.refusals("unavailable") > before + 100);
                Await.until("what was in flight is acked", () -> isQuiet(run));
                assertEquals(
                        200,
                        server.send("GET", "/api/boards/" + FaultRun.STREAM, "").statusCode());
                run.openScreens(); // screens continue
                assertTrue(Files.getFileStore(data).getUsableSpace() > 64 * MIB, "Redis has room left");

                HttpResponse<String> change =
                        server.send("PATCH", "/api/streams/" + FaultRun.STREAM, "{\"title\":\"T\"}");
                assertEquals(503, change.statusCode(), change::body);
                String room = "\"stream\":\"" + FaultRun.STREAM + "\",\"source\":\"room\",\"total\":9";
                HttpResponse<String> total = server.postOrders("{\"type\":\"likes\"," + room + "}");
                assertTrue(total.body().contains("\"unavailable\""), total::body);
                assertEquals(503, total.statusCode());
                viewer.send("{\"type\":\"like\",\"count\":7}");
                Await.until("no rewrite of the AOF starts", () -> "0".equals(rewritePercentage(server)));
                assertEquals(0, server.board(FaultRun.STREAM, "audience").getLong("likes"));

                Files.delete(ballast());
                Await.until(
                        "the like is counted",
                        () -> server.board(FaultRun.STREAM, "audience").getLong("likes") == 7);
                Await.until("the AOF may be rewritten", () -> "100".equals(rewritePercentage(server)));
                run.recover();
                assertEquals(redis, Signals.redisOn(data), "Redis did not exit");
                assertEquals(200, server.send("GET", "/health/ready", "").statusCode());
                run.settle(server.redisUri());
            }
        }
    }

    @Test
    void redisThatExitedOnAFullDiskIsSaidSoOnceAndComesBackWithRoom() throws Exception {
        Path data = data();
        try (LiveServer server = LiveServer.startOn(data);
                TestProducer producer = server.producer()) {
            server.live(FaultRun.STREAM);
            String order = OrderJson.order(FaultRun.STREAM, "before", 100).encode();
            assertEquals("recorded", producer.ask(order).getString("result"));
            fillUpTo(0); // all at once, as by another program: no room for Redis' own log line
            for (int death = 0; death < 5; death++) {
                Signals.kill(Signals.redisOn(data)); // as Redis would do by itself at each write
            }
            Await.until(
                    "not ready, and why",
                    () -> server.send("GET", "/health/ready", "")
                            .body()
                            .contains("redis-server: died 5 times in a row"));
            Files.delete(ballast());
            Await.until(
                    "ready without a restart",
                    () -> server.send("GET", "/health/ready", "").statusCode() == 200);
            assertEquals("duplicate", producer.ask(order).getString("result"));
            assertEquals(List.of(), server.audit());
        }
    }

    private static String rewritePercentage(LiveServer server) {
        try (RedisClient redis = new RedisClient(server.redisUri())) {
            return redis.ask("CONFIG", "GET", "auto-aof-rewrite-percentage")
                    .get(1)
                    .toString();
        }
    }

    private static boolean isQuiet(FaultRun run) {
        int acked = run.acked();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
        Await.until("some time has passed", () -> System.nanoTime() - end >= 0);
        return run.acked() == acked;
    }

    private Path data() throws IOException {
        return Files.createDirectory(
                disk.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private Path ballast() {
        return disk.resolve("ballast");
    }

    /** Fills the disk until this many bytes are free. */
    private void fillUpTo(long free) throws Exception {
        long bytes = Files.getFileStore(disk).getUsableSpace() - free;
        assertTrue(run("fallocate", "-l", Long.toString(bytes), ballast().toString()));
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }
}
