package org.livetally.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A slow or bad disk: while this is open, strace delays fsyncs of a process, or fails them. */
public final class SlowFsync implements AutoCloseable {
    private static final Path STRACE = Path.of("/usr/bin/strace");

    private final Process strace;

    private SlowFsync(Process strace) {
        this.strace = strace;
    }

    /** Skips the test if there is no strace. */
    public static void assumePossible() {
        assumeTrue(Files.isExecutable(STRACE), "strace is installed (bin/test does)");
    }

    /** Delays each fsync by this time from now on. */
    public static SlowFsync of(long pid, Duration time) throws IOException {
        return inject(pid, "delay_enter=" + TimeUnit.MILLISECONDS.toMicros(time.toMillis()));
    }

    /** The next fsync of each thread fails as on a bad disk, without writing anything; others are as ever. */
    public static SlowFsync failing(long pid) throws IOException {
        return inject(pid, "error=EIO:when=1");
    }

    private static SlowFsync inject(long pid, String what) throws IOException {
        Process strace = new ProcessBuilder(
                        STRACE.toString(),
                        "-f",
                        "-e",
                        "trace=fsync,fdatasync",
                        "-e",
                        "inject=fsync,fdatasync:" + what,
                        "-o",
                        "/dev/null",
                        "-p",
                        Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        BufferedReader output = strace.inputReader();
        String line = output.readLine();
        if (line == null || !line.contains("attached")) {
            throw new AssertionError("strace cannot attach: " + line);
        }
        return new SlowFsync(strace);
    }

    @Override
    public void close() throws InterruptedException {
        strace.destroy(); // SIGTERM: it detaches
        assertTrue(strace.waitFor(20, TimeUnit.SECONDS), "strace has gone");
    }
}
