package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.CommandOutcome.run;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.access.Role;
import org.livetally.access.Tokens;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TlsRedis;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the command line prints if Redis is not at the given address. */
@ExtendWith(VertxExtension.class)
final class RedisAwayTest {
    /** Less than the 10 s for which a command tries to connect. */
    private static final long AT_ONCE_MS = 7_000;

    @TempDir
    private Path directory;

    /**
     * As a compose file starts it: with secrets in files, and every other variable there but empty. No password is in the
     * list of processes or in the log.
     */
    @Test
    void serveSaysThatItIsNotReadyAndWhyUntilItIs(Vertx vertx) throws Exception {
        String signing = "k3J9vQx2Zp7mW4tB8nR6yL1cF5hD0sGa";
        Path secret = Files.writeString(directory.resolve("signing"), signing + "\n");
        Path uri = directory.resolve("uri");
        Map<String, String> environment = new HashMap<>();
        for (OptionSpec option : new CommandLine(new Serve()).getCommandSpec().options()) {
            environment.put(
                    "LIVETALLY_"
                            + option.longestName()
                                    .substring(2)
                                    .replace('-', '_')
                                    .toUpperCase(Locale.ROOT),
                    "");
        }
        environment.put("LIVETALLY_TOKEN_SECRET", "");
        environment.put("LIVETALLY_TOKEN_SECRET_FILE", secret.toString());
        environment.put("LIVETALLY_REDIS_URI_FILE", uri.toString());
        environment.put("LIVETALLY_PORT", "0\n");
        try (RedisProcess redis = RedisProcess.start()) {
            redis.ask("CONFIG SET requirepass sesame");
            Files.writeString(uri, redis.uri().replace("//", "//:before@") + "\n");
            try (Program serve = Program.startIn(environment, "serve", "--auth", "on")) {
                String line = serve.line("Livetally listens at http://");
                assertTrue(line.contains(", but is not ready: "), line);
                assertTrue(line.contains("WRONGPASS"), line);
                Files.writeString(uri, redis.uri().replace("//", "//:sesame@") + "\n");
                serve.line("Livetally is ready at http://");
                assertEquals(401, status(serve, ""));
                assertEquals(200, status(serve, token(vertx, signing)));
                assertFalse(arguments(serve).contains("sesame"), () -> arguments(serve));
                assertFalse(arguments(serve).contains(signing), () -> arguments(serve));
                serve.signal("TERM");
                assertEquals(0, serve.exitWithin(20));
                assertTrue(serve.output().endsWith(" INFO stopped"), serve::output);
                assertFalse(serve.output().contains("sesame"), serve::output);
                assertFalse(serve.output().contains(signing), serve::output);
                assertEquals(1, count(serve, " WARNING no connection to Redis at "), serve::output);
                assertEquals(1, count(serve, "ORDERS CAN BE LOST"), serve::output);
            }
        }
    }

    private static long count(Program program, String text) {
        return program.output().lines().filter(line -> line.contains(text)).count();
    }

    private static String arguments(Program program) {
        return ProcessHandle.of(program.pid())
                .flatMap(process -> process.info().commandLine())
                .orElseThrow();
    }

    private static String token(Vertx vertx, String secret) {
        return new Tokens(vertx, List.of(secret), InstantSource.system())
                .sign(Role.OPERATOR, Set.of(), Duration.ofHours(1))
                .text();
    }

    private static int status(Program serve, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(serve.address().resolve("/api/streams"))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
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
