package org.livetally.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.StreamKeys;

/**
 * A real Redis for all tests of this JVM: the packaged binary, on a unix socket, without persistence. It starts at
 * first use and ends with the JVM.
 */
public final class TestRedis {
    private static final long TIMEOUT_S = 20;
    private static final Path DIRECTORY = directory();
    private static final Process SERVER = start();
    private static final Vertx VERTX = Vertx.vertx();
    private static final Redis CLIENT = Redis.createClient(
            VERTX, new RedisOptions().setConnectionString(uri()).setPreferredProtocolVersion(ProtocolVersion.RESP2));

    private TestRedis() {}

    /** Where to connect, for {@code RedisLink.open}. */
    public static String uri() {
        return "unix://" + socket();
    }

    /** The server's process, for tests that freeze it and must let it continue. */
    public static ProcessHandle process() {
        return SERVER.toHandle();
    }

    /** Empties it. */
    public static void flush() {
        command("FLUSHALL");
    }

    /** Runs one command and waits for the answer; null is Redis' nil. Throws an error of Redis. */
    public static @Nullable Response command(String name, String... args) {
        Request request = Request.cmd(Command.create(name));
        for (String arg : args) {
            request.arg(arg);
        }
        return answer(CLIENT.send(request));
    }

    /** The same for commands that answer with a text or a number; nil becomes the empty string. */
    public static String text(String name, String... args) {
        Response response = command(name, args);
        return response == null ? "" : response.toString();
    }

    private static @Nullable Response answer(Future<Response> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("no answer from the Redis of the tests", e);
        }
    }

    /** The number of keys, without that of the format, which each connection of ours may write. */
    public static long keys() {
        return Long.parseLong(text("DBSIZE")) - Long.parseLong(text("EXISTS", StreamKeys.FORMAT));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("livetally-redis"); // short: a socket's path has 107 bytes at most
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path socket() {
        return DIRECTORY.resolve("redis.sock");
    }

    private static Process start() {
        try {
            Process server = new ProcessBuilder(
                            extract().toString(),
                            "--port",
                            "0",
                            "--unixsocket",
                            socket().toString(),
                            "--appendonly",
                            "no",
                            "--save",
                            "",
                            "--dir",
                            DIRECTORY.toString())
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-test-redis"));
            awaitReady(server.inputReader());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packaged program, which exists as long as the JVM runs. */
    public static Path program() {
        return DIRECTORY.resolve("redis-server");
    }

    private static Path extract() throws IOException {
        String cpu = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        Path binary = DIRECTORY.resolve("redis-server");
        try (InputStream in = TestRedis.class.getResourceAsStream("/redis-server-7.0.15-linux-" + cpu)) {
            if (in == null) {
                throw new IllegalStateException("no packaged Redis for " + cpu);
            }
            Files.copy(in, binary);
        }
        if (!binary.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + binary + " executable");
        }
        return binary;
    }

    /** Reads the log of a server until it serves, and on to its end. */
    public static void awaitReady(BufferedReader log) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains("eady to accept connections")) {
                drain(log);
                return;
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("the Redis of the tests did not start:\n" + seen);
    }

    /** A full pipe would block Redis. */
    public static void drain(BufferedReader log) {
        Thread drain = new Thread(() -> {
            try (log) {
                log.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                // Redis has ended, and its pipe with it.
            }
        });
        drain.setDaemon(true);
        drain.start();
    }

    private static void stop(Process server) {
        try {
            server.destroyForcibly().waitFor();
            Files.deleteIfExists(socket());
            Files.deleteIfExists(DIRECTORY.resolve("redis-server"));
            Files.deleteIfExists(DIRECTORY);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot clean up " + DIRECTORY, e);
        }
    }
}
