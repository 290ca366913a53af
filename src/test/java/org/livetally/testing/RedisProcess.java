package org.livetally.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.faults.Signals;

/** A Redis for a single test, on a port, with any settings, which can be made to refuse, and cured. */
public final class RedisProcess implements AutoCloseable {
    private static final long TIMEOUT_S = 20;

    private final Place place;
    private final List<String> settings;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final Redis client;
    private Process server;

    /** Where a server is, before it runs. */
    record Place(Path directory, Host host, int port, int busPort) {
        /** @param taken ports that others will listen on, to which its own are added */
        static Place free(Host host, Set<Integer> taken) {
            try {
                return new Place(Files.createTempDirectory("livetally-redis"), host, port(taken), port(taken));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int port(Set<Integer> taken) {
            int port = Ports.free();
            return taken.add(port) ? port : port(taken);
        }
    }

    /**
     * Where servers of the same network are.
     *
     * @param address by which they reach one another
     * @param reachedAt the address by which the test reaches them
     * @param before the words before a command that has it run there
     */
    record Host(String address, String reachedAt, List<String> before) {
        static final Host LOOPBACK = new Host("127.0.0.1", "127.0.0.1", List.of());

        private List<String> addresses() {
            return Stream.of(address, reachedAt).distinct().toList();
        }
    }

    private RedisProcess(Place place, List<String> settings) {
        this.place = place;
        this.settings = settings;
        this.client = Redis.createClient(
                vertx,
                new RedisOptions().setConnectionString(uri()).setPreferredProtocolVersion(ProtocolVersion.RESP2));
        this.server = run();
    }

    /** @param settings as on the command line of redis-server: {@code "--cluster-enabled", "yes"} */
    public static RedisProcess start(String... settings) {
        RedisProcess process = begin(Place.free(Host.LOOPBACK, new HashSet<>()), List.of(settings));
        process.awaitReady();
        return process;
    }

    /** The same, but it may not be ready yet. */
    static RedisProcess begin(Place place, List<String> settings) {
        TestRedis.uri(); // starts the shared one, which unpacks the program
        return new RedisProcess(place, settings);
    }

    private Process run() {
        List<String> command = new ArrayList<>(place.host.before);
        command.addAll(List.of(
                TestRedis.program().toString(),
                "--port",
                Integer.toString(place.port),
                "--cluster-port", // the default, 10,000 more than the port, may be too large
                Integer.toString(place.busPort),
                "--save",
                "",
                "--dir",
                place.directory.toString(),
                "--bind"));
        command.addAll(place.host.addresses());
        command.addAll(settings);
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        try {
            TestRedis.awaitReady(server.inputReader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isRunning() {
        return server.isAlive();
    }

    /** As the kernel does when memory runs out; returns when it has ended. */
    public void kill() {
        try {
            server.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts it again after {@link #kill}, with the files that it left. */
    public void restart() {
        server = run();
        awaitReady();
    }

    /** From now on it does nothing, but its connections stay. */
    public void pause() {
        Signals.send("STOP", pid());
    }

    public void resume() {
        Signals.send("CONT", pid());
    }

    public int port() {
        return place.port;
    }

    /** The port by which the nodes of a cluster find one another. */
    public int busPort() {
        return place.busPort;
    }

    /** Of its process. */
    public long pid() {
        return server.pid();
    }

    /** The address by which other servers reach it. */
    public String host() {
        return place.host.address;
    }

    public String uri() {
        return "redis://" + place.host.reachedAt + ":" + place.port;
    }

    /** From now on its changes reach no replica. One that is paused would find them in its socket. */
    public void cutReplication() {
        ask("ACL", "SETUSER", "default", "-psync", "-sync");
        ask("CLIENT", "KILL", "TYPE", "replica");
    }

    /** Where it keeps its files. */
    public Path directory() {
        return place.directory;
    }

    /** Runs one command, its words given one by one or separated by blanks, and waits for the answer. */
    public @Nullable Response ask(String... command) {
        return answer(client.send(request(command)), command);
    }

    /** Runs one command that does not end by itself. */
    public void begin(String... command) {
        client.send(request(command));
    }

    /** The same for a command about a slot that this server takes over now. */
    @Nullable
    Response askImporting(String... command) {
        return answer(
                client.batch(List.of(request("ASKING"), request(command))).map(answers -> answers.get(1)), command);
    }

    private static Request request(String... command) {
        List<String> words = List.of(command.length == 1 ? command[0].split(" ", -1) : command);
        Request request = Request.cmd(Command.create(words.get(0)));
        words.subList(1, words.size()).forEach(request::arg);
        return request;
    }

    private static @Nullable Response answer(Future<Response> answer, String... command) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(String.join(" ", command), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(String.join(" ", command), e);
        }
    }

    @Override
    public void close() {
        Await.result(vertx.close());
        kill();
        try (Stream<Path> files = Files.walk(place.directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
