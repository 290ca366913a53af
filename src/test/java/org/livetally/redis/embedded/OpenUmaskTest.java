package org.livetally.redis.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.faults.LogLines;

/** Under umask 000, in a directory that anybody may enter, nothing is open to others, not even for a moment. */
final class OpenUmaskTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path data;

    @Test
    void socketAndFilesAreClosedToOthersFromTheirFirstMoment() throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path old = Files.createDirectory(data.resolve("appendonlydir"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 000; exec \"$@\"",
                        "sh",
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = process.inputReader().lines().toList();
        assertEquals(0, process.waitFor());

        assertEquals(
                List.of(),
                said.stream().filter(line -> line.startsWith("open ")).toList());
        for (String name :
                List.of("redis.sock", "redis.log", "redis.conf", "redis.pid", "lock", "dump.rdb", "incr.aof")) {
            assertTrue(said.stream().anyMatch(line -> line.endsWith(name)), () -> name + " in " + said);
        }
    }

    /** As a file of another user, these are closed to a chmod. Redis can work with them all the same. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeClosedIsWarnedOfAndWhatIsClosedIsLeftAlone() throws Exception {
        Path open = Path.of("/proc/self/comm");
        Path closed = Path.of("/proc/self/environ");
        assertThrows(
                IOException.class,
                () -> Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-------")));
        try (LogLines log = new LogLines(Owners.class.getName())) {
            Owners.closeToOthers(closed);
            assertEquals("", log.text());
            Owners.closeToOthers(open);
            assertTrue(log.text().contains("Other users may look into " + open), log::text);
        }
    }

    /** Works with a server, and prints which files there were, and which were open to others at any time. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws Exception {
            Path data = Path.of(args[0]).toRealPath();
            Files.createFile(data.resolve("bare")); // shows that the umask is what the test says
            boolean isOpen = PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("bare")))
                    .equals("rw-rw-rw-");
            Files.delete(data.resolve("bare"));
            Set<String> seen = new ConcurrentSkipListSet<>();
            Thread watch = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    look(data, seen);
                }
            });
            watch.start();
            try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
                Path socket = data.resolve("redis.sock");
                RespClient.ask(socket, TIMEOUT, "SET k v");
                RespClient.ask(socket, TIMEOUT, "SAVE");
                FreshFiles.write(data);
                look(data, seen);
            } finally {
                watch.interrupt();
                watch.join();
            }
            seen.forEach(System.out::println);
            System.exit(isOpen ? 0 : 3);
        }

        private static void look(Path data, Set<String> seen) {
            Set<String> found = new TreeSet<>();
            try {
                Files.walkFileTree(data, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                        try {
                            String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                            found.add((permissions.endsWith("------") ? "closed " : "open ") + file);
                        } catch (IOException e) {
                            return FileVisitResult.CONTINUE; // it was there for a moment
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            seen.addAll(found);
        }
    }
}
