package org.livetally.testing;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Redis for a single test, on a port, with any settings, which can be made to refuse, and cured. */
public final class RedisProcess implements AutoCloseable {
    private static final long TIMEOUT_S = 20;

    private final Path directory;
    private final int port;
    private final int busPort;
    private final Process server;
    private final Vertx vertx = Vertx.vertx();
    private final Redis client;

    private RedisProcess(Path directory, int port, int busPort, Process server) {
        this.directory = directory;
        this.port = port;
        this.busPort = busPort;
        this.server = server;
        this.client = Redis.createClient(
                vertx,
                new RedisOptions().setConnectionString(uri()).setPreferredProtocolVersion(ProtocolVersion.RESP2));
    }

    /** @param settings as on the command line of redis-server: {@code "--cluster-enabled", "yes"} */
    public static RedisProcess start(String... settings) {
        TestRedis.uri(); // starts the shared one, which unpacks the program
        try {
            Path directory = Files.createTempDirectory("livetally-redis");
            int port = Ports.free();
            int busPort = Ports.free(); // the default, 10,000 more than the port, may be too large
            List<String> command = new ArrayList<>(List.of(
                    TestRedis.program().toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--cluster-port",
                    Integer.toString(busPort),
                    "--save",
                    "",
                    "--dir",
                    directory.toString()));
            command.addAll(List.of(settings));
            Process server =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            TestRedis.awaitReady(server.inputReader());
            return new RedisProcess(directory, port, busPort, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** The port by which the nodes of a cluster find one another. */
    public int busPort() {
        return busPort;
    }

    /** Of its process. */
    public long pid() {
        return server.pid();
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Where it keeps its files. */
    public Path directory() {
        return directory;
    }

    /** Runs one command, its words given one by one or separated by blanks, and waits for the answer. */
    public @Nullable Response ask(String... command) {
        List<String> words = List.of(command.length == 1 ? command[0].split(" ", -1) : command);
        Request request = Request.cmd(Command.create(words.get(0)));
        words.subList(1, words.size()).forEach(request::arg);
        try {
            return client.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(String.join(" ", command), e);
        }
    }

    @Override
    public void close() {
        try {
            Await.result(vertx.close());
            server.destroyForcibly().waitFor();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
