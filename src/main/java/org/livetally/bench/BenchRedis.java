package org.livetally.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.livetally.redis.client.Slot;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.redis.embedded.RespClient;

/**
 * Redis servers that the benchmark starts for a Livetally: a single one, one with a replica, or masters of a Cluster that
 * share its slots evenly. Each makes durable what it answers, as the embedded one does.
 */
final class BenchRedis implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /** A rewrite of the file would fall into the rounds of one side of a comparison. */
    private static final List<String> DURABLE = List.of(
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
            "--auto-aof-rewrite-percentage",
            "0",
            "--unixsocketperm",
            "700");

    private final TemporaryDirectory directory = TemporaryDirectory.create();
    private final List<Server> servers = new ArrayList<>();

    private BenchRedis() {}

    /** One of them. */
    private record Server(Process process, Path socket, int port, int busPort) {
        String ask(String command) {
            try {
                return RespClient.ask(socket, TIMEOUT, command);
            } catch (IOException e) {
                return ""; // it has not begun to listen
            }
        }

        void order(String command) {
            String reply = ask(command);
            if (!reply.equals("OK")) {
                throw new BenchException("Redis answered " + command + " with " + reply);
            }
        }

        void await(String command, String part) {
            long start = System.nanoTime();
            while (!ask(command).contains(part)) {
                if (System.nanoTime() - start > PATIENCE_NS) {
                    throw new BenchException("a Redis of the benchmark does not get to " + part);
                }
                LockSupport.parkNanos(LOOK_NS);
            }
        }
    }

    /** One server. */
    static BenchRedis single() {
        BenchRedis redis = new BenchRedis();
        redis.start(List.of());
        return redis;
    }

    /** One server with a replica that has all that it has. */
    static BenchRedis withReplica() {
        BenchRedis redis = single();
        Server primary = redis.servers.get(0);
        redis.start(List.of("--replicaof", HOST + " " + primary.port, "--repl-diskless-sync-delay", "0"))
                .await("INFO replication", "master_link_status:up");
        primary.await("INFO replication", "state=online");
        return redis;
    }

    /** So many masters without replicas; master {@code i} holds the slots of part {@code i}. */
    static BenchRedis cluster(int masters) {
        BenchRedis redis = new BenchRedis();
        for (int i = 0; i < masters; i++) {
            Server master = redis.start(List.of("--cluster-enabled", "yes"));
            master.order("CLUSTER ADDSLOTSRANGE " + firstSlot(i, masters) + " " + (firstSlot(i + 1, masters) - 1));
            if (i > 0) {
                Server known = redis.servers.get(0);
                master.order("CLUSTER MEET " + HOST + " " + known.port + " " + known.busPort);
            }
        }
        for (Server master : redis.servers) {
            master.await("CLUSTER INFO", "cluster_slots_ok:" + Slot.COUNT);
            master.await("CLUSTER INFO", "cluster_state:ok");
        }
        return redis;
    }

    /** The master of a slot. */
    static int shard(int slot, int masters) {
        return slot * masters / Slot.COUNT;
    }

    private static int firstSlot(int part, int parts) {
        return (Slot.COUNT * part + parts - 1) / parts;
    }

    private Server start(List<String> settings) {
        try {
            Path own = Files.createDirectory(directory.path().resolve("redis-" + servers.size()));
            int[] ports = freePorts();
            Path socket = own.resolve("redis.sock");
            List<String> command = new ArrayList<>(List.of(
                    EmbeddedRedis.program(directory.path()).toString(),
                    "--port",
                    Integer.toString(ports[0]),
                    "--cluster-port",
                    Integer.toString(ports[1]),
                    "--bind",
                    HOST,
                    "--unixsocket",
                    socket.toString(),
                    "--dir",
                    own.toString()));
            command.addAll(DURABLE);
            command.addAll(settings);
            Process process = Leftovers.start(() -> run(command, own), BenchRedis::end);
            Server server = new Server(process, socket, ports[0], ports[1]);
            servers.add(server);
            server.await("PING", "PONG");
            return server;
        } catch (IOException e) {
            throw new BenchException(e);
        }
    }

    private static Process run(List<String> command, Path directory) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new BenchException(e);
        }
    }

    private static void end(Process process) {
        process.destroyForcibly().onExit().join();
    }

    private static int[] freePorts() throws IOException {
        InetAddress host = InetAddress.getByName(HOST);
        try (ServerSocket one = new ServerSocket(0, 1, host);
                ServerSocket other = new ServerSocket(0, 1, host)) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        }
    }

    String ask(int server, String command) {
        return servers.get(server).ask(command);
    }

    List<ProcessHandle> processes() {
        return servers.stream().map(server -> server.process.toHandle()).toList();
    }

    Path directory() {
        return directory.path();
    }

    private boolean isCluster() {
        return servers.get(0).ask("INFO cluster").contains("cluster_enabled:1");
    }

    /** The address for a server. */
    String address() {
        return isCluster()
                ? servers.stream()
                        .map(server -> HOST + ":" + server.port)
                        .collect(Collectors.joining(",", "redis+cluster://", ""))
                : "redis://" + HOST + ":" + servers.get(0).port;
    }

    /** User and system time of all of them so far, in nanoseconds. */
    long cpuNanos() {
        return processes().stream().mapToLong(ChildProcess::exactNanos).sum();
    }

    /** Ends them and removes their data. */
    @Override
    public void close() {
        servers.forEach(server -> end(server.process));
        directory.close();
    }
}
