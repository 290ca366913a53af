package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.CommandOutcome.run;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TlsRedis;

/** What the command line prints if Redis is not at the given address. */
final class RedisAwayTest {
    /** Less than the 10 s for which a command tries to connect. */
    private static final long AT_ONCE_MS = 7_000;

    @TempDir
    private Path directory;

    @Test
    void serveSaysThatItIsNotReadyAndWhyUntilItIs() {
        try (RedisProcess redis = RedisProcess.start()) {
            redis.ask("CONFIG SET requirepass secret");
            try (Program serve = Program.start("serve", "--port", "0", "--redis-uri", redis.uri())) {
                String line = serve.line("Livetally listens at http://");
                assertTrue(line.contains(", but is not ready: "), line);
                assertTrue(line.contains("NOAUTH"), line);
                redis.ask("CONFIG SET requirepass ");
                serve.line("Livetally is ready at http://");
                serve.signal("TERM");
                assertEquals(0, serve.exitWithin(20));
                assertTrue(serve.output().endsWith(" INFO stopped"), serve::output);
            }
        }
    }

    @Test
    void serveSaysAtOnceThatTemporaryFilesHaveNoPlace() {
        try (Program serve = Program.startWithTemporaryFiles("/proc/self", "serve", "--port", "0")) {
            assertEquals(1, serve.exitWithin(20));
            serve.line("no file can be made in /proc/self, where temporary files go: mount a tmpfs there");
        }
    }

    @Test
    void auditSaysAtOnceThatThePasswordIsWrong() {
        try (RedisProcess redis = RedisProcess.start()) {
            redis.ask("CONFIG SET requirepass secret");
            assertRefused("NOAUTH", redis.uri());
            assertRefused("WRONGPASS", redis.uri().replace("//", "//:wrong@"));
            CommandOutcome in = run("audit", "--redis-uri", redis.uri().replace("//", "//:secret@"));
            assertTrue(in.err().contains("no streams were found"), in::toString);
        }
    }

    @Test
    void auditSaysAtOnceThatTheCertificateIsNotTrusted() throws Exception {
        try (TlsRedis redis = TlsRedis.start(directory, "dns:localhost,ip:127.0.0.1")) {
            assertRefused("--redis-ca", redis.uri());
        }
    }

    private static void assertRefused(String reason, String uri) {
        long start = System.nanoTime();
        CommandOutcome audit = run("audit", "--redis-uri", uri);
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertNotEquals(0, audit.exit(), audit::toString);
        assertTrue(audit.err().contains(reason), audit::toString);
        assertTrue(audit.err().contains("nothing was audited"), audit::toString);
        assertTrue(ms < AT_ONCE_MS, ms + " ms");
    }
}
