package org.livetally.redis.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.embedded.Processes.OtherJvm;

final class OneServerPerDirectoryTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    Path data;

    @Test
    void secondStartInThisProcessIsRefused() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
            String message = refusal();
            assertTrue(
                    message.contains(
                            "in use by process " + ProcessHandle.current().pid()),
                    message);
            assertTrue(Processes.isRunning(redis.pid()));
        }
    }

    @Test
    void secondStartInAnotherProcessIsRefused() throws IOException {
        try (OtherJvm other = OtherJvm.serving(data)) {
            String message = refusal();
            assertTrue(message.contains("in use by process " + other.process().pid()), message);
            assertTrue(Processes.isRunning(other.redisPid()));
            other.killed();
            EmbeddedRedis.start(data).close();
        }
    }

    @Test
    void refusedStartDoesNotGiveUpTheLockOfTheRunningOne() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
            refusal();
            EmbeddedRedis.uriOfRunning(data);
            assertThrows(NumberFormatException.class, () -> OtherJvm.serving(data));
            assertTrue(Processes.isRunning(redis.pid()));
        }
    }

    @Test
    void runningServerIsFoundFromThisAndFromAnotherProcess() throws IOException {
        assertEquals(Optional.empty(), EmbeddedRedis.uriOfRunning(data));
        String uri;
        try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
            uri = redis.uri();
            assertEquals(Optional.of(uri), EmbeddedRedis.uriOfRunning(data));
        }
        assertEquals(Optional.empty(), EmbeddedRedis.uriOfRunning(data));
        try (OtherJvm other = OtherJvm.serving(data)) {
            assertEquals(Optional.of(uri), EmbeddedRedis.uriOfRunning(data));
            other.killed();
            assertEquals(Optional.empty(), EmbeddedRedis.uriOfRunning(data));
            EmbeddedRedis.start(data).close();
        }
    }

    @Test
    void serverLeftBehindByAKilledJvmIsStoppedAndItsDataAreKept() throws IOException {
        long orphan = orphan();
        RespClient.ask(socket(), TIMEOUT, "SET gmv 39600");
        try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
            assertFalse(Processes.isRunning(orphan));
            assertEquals("39600", RespClient.ask(socket(), TIMEOUT, "GET gmv"));
        }
    }

    @Test
    void orphanWithoutAPidFileIsStopped() throws IOException {
        long orphan = orphan();
        Files.delete(data.resolve("redis.pid"));
        Files.delete(socket());
        EmbeddedRedis.start(data).close();
        assertFalse(Processes.isRunning(orphan));
    }

    @Test
    void suspendedOrphanIsKilled() throws Exception {
        long orphan = orphan();
        RespClient.ask(socket(), TIMEOUT, "SET gmv 39600");
        Processes.suspend(orphan);
        Orphans.stop(DataDirectory.open(data), Duration.ofMillis(300));
        assertFalse(Processes.isRunning(orphan));
        try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
            assertEquals("39600", RespClient.ask(socket(), TIMEOUT, "GET gmv"));
        }
    }

    @Test
    void orphanOfARenamedDirectoryIsAskedToShutDown() throws IOException {
        Path before = Files.createDirectory(data.resolve("before"));
        long orphan = orphan(before);
        Path after = Files.move(before, data.resolve("after"));
        EmbeddedRedis.start(after).close();
        assertFalse(Processes.isRunning(orphan));
    }

    @Test
    void processThatGotThePidOfAnEarlierServerIsLeftAlone() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(data.resolve("redis.pid"), stranger.pid() + "\n");
            EmbeddedRedis.start(data).close();
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void serverOfAnotherDirectoryIsLeftAlone() throws IOException {
        Path other = Files.createDirectory(data.resolve("other"));
        try (EmbeddedRedis neighbour = EmbeddedRedis.start(other)) {
            long pid = neighbour.pid();
            Files.writeString(data.resolve("redis.pid"), pid + "\n");
            EmbeddedRedis.start(data).close();
            assertEquals(pid, neighbour.pid());
            assertTrue(Processes.isRunning(pid));
        }
    }

    @Test
    void startIsRefusedWhileSomethingUnknownHoldsTheSocket() throws IOException {
        try (ServerSocketChannel stranger = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stranger.bind(UnixDomainSocketAddress.of(socket()));
            DataDirectory directory = DataDirectory.open(data);
            assertThrows(EmbeddedRedisException.class, () -> Orphans.stop(directory, Duration.ofMillis(200)));
        }
    }

    private String refusal() {
        return assertThrows(EmbeddedRedisException.class, () -> EmbeddedRedis.start(data))
                .getMessage();
    }

    private long orphan() throws IOException {
        return orphan(data);
    }

    /** The pid of a server whose JVM was killed. */
    private static long orphan(Path dataDir) throws IOException {
        try (OtherJvm other = OtherJvm.serving(dataDir)) {
            other.killed();
            assertTrue(Processes.isRunning(other.redisPid()), "a killed JVM leaves its server behind");
            return other.redisPid();
        }
    }

    private Path socket() {
        return DataDirectory.open(data).socket();
    }
}
