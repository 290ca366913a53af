package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RedisProcess;

/**
 * How long backup and restore of a long stream take, and how much memory:
 * {@code mvn -Psoak test -Dtest=LongRestoreTest [-Dlivetally.restore.orders=1000000]}.
 */
final class LongRestoreTest {
    private static final String STREAM = "long";
    private static final long ORDERS = Long.getLong("livetally.restore.orders", 1_000_000);
    private static final int AT_ONCE = 500;
    /** Far less than the ledger has. */
    private static final String HEAP = "192m";

    private static final long LONGEST_S = 3_600;

    @TempDir
    Path directory;

    @Test
    @Tag("soak")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void aMillionOrdersAreRestoredWithLittleMemory() throws IOException {
        Path backup = directory.resolve("backup");
        try (RedisProcess source = RedisProcess.start()) {
            try (LiveServer server = LiveServer.start(source.uri(), InstantSource.system())) {
                server.live(STREAM);
                for (long from = 0; from < ORDERS; from += AT_ONCE) {
                    PaidLoad.send(
                            server,
                            STREAM,
                            LongStream.range(from, Math.min(ORDERS, from + AT_ONCE))
                                    .mapToObj(n -> "order-" + n)
                                    .toList());
                }
            }
            run("backup", backup.toString(), "--redis-uri", source.uri());
        }
        Path data = directory.resolve("data");
        String said = run("restore", backup.toString(), "--data-dir", data.toString());
        assertEquals(1, said.split(STREAM + ": " + ORDERS + " messages, gmv " + 100 * ORDERS, -1).length - 1, said);
    }

    /** Runs a command, and prints how long it took, and the most memory that its process had. */
    private static String run(String... args) {
        long begun = System.nanoTime();
        try (Program program = Program.startWithHeap(HEAP, args)) {
            String[] memory = {""};
            ProcessHandle process = ProcessHandle.of(program.pid()).orElseThrow();
            Await.until(String.join(" ", args), Duration.ofSeconds(LONGEST_S), () -> {
                String peak = peak(program.pid());
                memory[0] = peak.isEmpty() ? memory[0] : peak;
                return !process.isAlive();
            });
            assertEquals(0, program.exitWithin(1), program::output);
            System.out.printf(
                    "%s of %,d orders: %,d ms, heap of at most %s, %s%n",
                    args[0], ORDERS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun), HEAP, memory[0]);
            return program.output();
        }
    }

    private static String peak(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .findFirst()
                    .orElse("")
                    .replaceAll("\\s+", " ");
        } catch (IOException e) {
            return ""; // it has ended, or there is no /proc
        }
    }
}
