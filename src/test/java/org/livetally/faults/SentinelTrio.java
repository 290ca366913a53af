package org.livetally.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.livetally.testing.Await;
import org.livetally.testing.Ports;
import org.livetally.testing.TestRedis;

/** A primary with two replicas, three Sentinels that watch it, and the haproxy of docs/operations.md in front of them. */
final class SentinelTrio implements AutoCloseable {
    static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
    private static final Pattern CONFIGURATION = Pattern.compile("```haproxy\n(.*?)```", Pattern.DOTALL);
    private static final int SIZE = 3;

    private final Path directory;
    private final List<Integer> ports = new ArrayList<>();
    private final Map<Integer, Process> servers = new HashMap<>();
    private final List<Process> sentinels = new ArrayList<>();
    private final Process haproxy;
    private final int port;
    /** The port of the first primary. */
    final int primary;

    /** Returns when both replicas follow, all Sentinels know one another, and haproxy leads to the primary. */
    SentinelTrio(Path directory) throws IOException {
        this.directory = directory;
        TestRedis.uri(); // has unpacked the program
        for (int i = 0; i < SIZE; i++) {
            ports.add(Ports.free());
        }
        primary = ports.get(0);
        ports.forEach(this::start);
        Await.until(
                "both replicas follow",
                () -> replication(primary).contains("connected_slaves:2")
                        && !replication(primary).contains("state=wait_bgsave")
                        && !replication(primary).contains("state=send_bulk"));
        for (int i = 0; i < SIZE; i++) {
            sentinels.add(sentinel(i));
        }
        port = Ports.free();
        haproxy = haproxy();
        Await.until("haproxy leads to the primary", () -> answers(port));
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Runs one command on one of the servers. */
    static String ask(int port, String command, String... args) {
        try (RedisClient redis = new RedisClient("redis://127.0.0.1:" + port)) {
            return String.valueOf(redis.ask(command, args));
        }
    }

    /** From now on the primary's changes reach no replica. */
    void cutReplication() {
        ask(primary, "ACL", "SETUSER", "default", "-psync", "-sync");
        ask(primary, "CLIENT", "KILL", "TYPE", "replica");
    }

    void killPrimary() {
        end(Objects.requireNonNull(servers.remove(primary)));
    }

    /**
     * Waits until the Sentinels have made a replica the primary; returns its port. Then they are stopped: on a busy
     * machine they would see one more failure, which is none, before the other replica follows.
     */
    int awaitNewPrimary() {
        List<Integer> found = new ArrayList<>();
        Await.until("a new primary", () -> {
            ports.stream()
                    .filter(each ->
                            servers.containsKey(each) && replication(each).contains("role:master"))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        int now = found.get(0);
        sentinels.forEach(SentinelTrio::end);
        servers.keySet().stream()
                .filter(each -> each != now)
                .forEach(each -> ask(each, "REPLICAOF", "127.0.0.1", Integer.toString(now)));
        Await.until("the other replica follows", () -> replication(now).contains("state=online"));
        return now;
    }

    /** As the manual says: the old primary comes back with its data, and is the primary again. */
    void bringBackOldPrimary(int newPrimary) {
        ask(newPrimary, "REPLICAOF", "127.0.0.1", Integer.toString(primary));
        start(primary);
    }

    private static String replication(int port) {
        return ask(port, "INFO", "replication");
    }

    private static boolean answers(int port) {
        try {
            return ask(port, "PING").equals("PONG");
        } catch (AssertionError notYet) {
            return false;
        }
    }

    private void start(int own) {
        try {
            Path data = Files.createDirectories(directory.resolve("redis-" + own));
            List<String> command = new ArrayList<>(List.of(TestRedis.program().toString()));
            command.addAll(List.of("--port", Integer.toString(own), "--bind", "127.0.0.1", "--dir", data.toString()));
            command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always", "--save", ""));
            command.addAll(List.of("--repl-diskless-sync-delay", "0"));
            if (own != primary) {
                command.addAll(List.of("--replicaof", "127.0.0.1 " + primary));
            }
            Process server = run(data, command);
            servers.put(own, server);
            TestRedis.awaitReady(server.inputReader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process sentinel(int number) throws IOException {
        Path data = Files.createDirectories(directory.resolve("sentinel-" + number));
        Path conf = data.resolve("sentinel.conf");
        Files.writeString(
                conf,
                String.join(
                        "\n",
                        "port " + Ports.free(),
                        "bind 127.0.0.1",
                        "dir " + data,
                        "sentinel monitor livetally 127.0.0.1 " + primary + " 2",
                        "sentinel down-after-milliseconds livetally 500",
                        "sentinel failover-timeout livetally 5000",
                        ""));
        return drained(run(data, List.of(TestRedis.program().toString(), conf.toString(), "--sentinel")));
    }

    /** The manual's haproxy, with these addresses and shorter intervals. */
    private Process haproxy() throws IOException {
        Matcher manual = CONFIGURATION.matcher(Files.readString(Path.of("docs", "operations.md")));
        if (!manual.find()) {
            throw new AssertionError("docs/operations.md has no configuration of haproxy");
        }
        String text =
                manual.group(1).replace("bind :6379", "bind 127.0.0.1:" + port).replace("inter 1s", "inter 100ms");
        for (int i = 0; i < SIZE; i++) {
            text = text.replace("redis-" + (i + 1) + ":6379", "127.0.0.1:" + ports.get(i));
        }
        Path conf = directory.resolve("haproxy.cfg");
        Files.writeString(conf, text);
        return drained(run(directory, List.of(HAPROXY.toString(), "-db", "-f", conf.toString())));
    }

    private static Process run(Path in, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static Process drained(Process process) {
        TestRedis.drain(process.inputReader());
        return process;
    }

    private static void end(Process process) {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        sentinels.forEach(SentinelTrio::end);
        end(haproxy);
        servers.values().forEach(SentinelTrio::end);
    }
}
