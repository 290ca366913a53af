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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.Await;
import org.livetally.testing.Ports;
import org.livetally.testing.TestRedis;

/**
 * A primary with two replicas, three Sentinels that watch it, and the haproxy of docs/operations.md in front of them, if it is used.
 * Servers know the user {@code tally} beside the one of the Sentinels, who want a password themselves.
 */
final class SentinelTrio implements AutoCloseable {
    static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
    private static final Pattern CONFIGURATION = Pattern.compile("```haproxy\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RIGHTS = Pattern.compile("`(\\+sentinel[^`]*)`");
    private static final int SIZE = 3;
    static final int REPLICAS = SIZE - 1;
    private static final String LOGIN = "tally:tell%2Fno%40body@";
    private static final String SENTINELS_PASSWORD = "tellnobody";

    private final Path directory;
    private final List<Integer> ports = new ArrayList<>();
    private final Map<Integer, Process> servers = new HashMap<>();
    private final List<Process> sentinels = new ArrayList<>();
    private final List<Integer> sentinelPorts = new ArrayList<>();
    private final int port = Ports.free();
    private @Nullable Process haproxy;
    /** The port of the first primary. */
    final int primary;

    /** Returns when both replicas follow. */
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
    }

    /** Through haproxy. */
    String uri() throws IOException {
        if (haproxy == null) {
            haproxy = haproxy();
            Await.until("haproxy leads to the primary", () -> answers(port));
        }
        return "redis://127.0.0.1:" + port;
    }

    /** Through the Sentinels. Returns when all of them know one another. */
    String sentinelUri() {
        sentinelPorts.forEach(each -> Await.until("Sentinels that know one another", () -> {
            String known = whatSentinelSays(each, "MASTER");
            return known.contains("num-other-sentinels, " + (SIZE - 1)) && known.contains("num-slaves, " + (SIZE - 1));
        }));
        return sentinelPorts.stream()
                .map(each -> "127.0.0.1:" + each)
                .collect(Collectors.joining(
                        ",",
                        "redis+sentinel://" + LOGIN,
                        "/livetally?sentinelUser=reader&sentinelPassword=read%2Fonly"));
    }

    /** The primary that the Sentinels name, by itself. */
    String primaryUri() {
        return "redis://" + LOGIN + "127.0.0.1:" + named();
    }

    /** Waits until a server that was the primary follows the new one as all others do, which Sentinels have follow in turns. */
    void awaitReplica(int port) {
        Await.until("the old primary follows", () -> follows(port));
        Await.until("so do the others", () -> replicas(named()) == ports.size() - 1);
    }

    private static long replicas(int primary) {
        return replication(primary)
                .lines()
                .filter(line -> line.contains("state=online"))
                .count();
    }

    private static boolean follows(int port) {
        try {
            String info = replication(port);
            return info.contains("role:slave") && info.contains("master_link_status:up");
        } catch (AssertionError ended) {
            return false; // Sentinels end all connections of a server that they make a replica
        }
    }

    /** Of the primary and its replicas. */
    List<Integer> ports() {
        return ports;
    }

    /** What the manual says that a user of the Sentinels needs. */
    private static String rights() throws IOException {
        Matcher list = RIGHTS.matcher(Files.readString(Path.of("docs", "clusters.md")));
        if (!list.find()) {
            throw new AssertionError("docs/clusters.md lists no rights");
        }
        return list.group(1);
    }

    /** Makes another server the primary, though nothing happened to this one. */
    void failOver() {
        askSentinel(sentinelPorts.get(0), "FAILOVER");
    }

    /** Where the Sentinels say that the primary is. */
    int named() {
        return Integer.parseInt(
                askSentinel(sentinelPorts.get(0), "GET-MASTER-ADDR-BY-NAME").replaceAll(".*, |\\]", ""));
    }

    void killSentinels(int from, int to) {
        sentinels.subList(from, to).forEach(SentinelTrio::end);
    }

    private static String askSentinel(int port, String question) {
        try (RedisClient sentinel = new RedisClient("redis://127.0.0.1:" + port + "?password=" + SENTINELS_PASSWORD)) {
            return String.valueOf(sentinel.ask("SENTINEL", question, "livetally"));
        }
    }

    /** Empty while it does not answer, as before it has started. */
    private static String whatSentinelSays(int port, String question) {
        try {
            return askSentinel(port, question);
        } catch (AssertionError notYet) {
            return "";
        }
    }

    /** Runs one command as the user {@code tally}. */
    static String askAsTally(int port, String command, String... args) {
        try (RedisClient redis = new RedisClient("redis://" + LOGIN + "127.0.0.1:" + port)) {
            return String.valueOf(redis.ask(command, args));
        }
    }

    /** Runs one command on one of the servers. */
    static String ask(int port, String command, String... args) {
        try (RedisClient redis = new RedisClient("redis://127.0.0.1:" + port)) {
            return String.valueOf(redis.ask(command, args));
        }
    }

    /** From now on the primary's changes reach no replica. */
    void cutReplication(int primary) {
        ask(primary, "ACL", "SETUSER", "default", "-psync", "-sync");
        ask(primary, "CLIENT", "KILL", "TYPE", "replica");
    }

    /** From now on neither Sentinels nor replicas reach the primary; the user {@code tally} does. */
    void cutOff(int primary) {
        askAsTally(primary, "ACL", "SETUSER", "default", "off");
        askAsTally(primary, "CLIENT", "KILL", "USER", "default");
    }

    /** Ends {@link #cutOff}. */
    void reach(int server) {
        askAsTally(server, "ACL", "SETUSER", "default", "on");
    }

    void killPrimary() {
        kill(primary);
    }

    void kill(int primary) {
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

    void start(int own) {
        try {
            Path data = Files.createDirectories(directory.resolve("redis-" + own));
            List<String> command = new ArrayList<>(List.of(TestRedis.program().toString()));
            command.addAll(List.of("--port", Integer.toString(own), "--bind", "127.0.0.1", "--dir", data.toString()));
            command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always", "--save", ""));
            command.addAll(List.of("--repl-diskless-sync-delay", "0"));
            command.addAll(List.of("--user", "tally", "on", ">tell/no@body", "~*", "&*", "+@all"));
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
        int own = Ports.free();
        sentinelPorts.add(own);
        Files.writeString(
                conf,
                String.join(
                        "\n",
                        "port " + own,
                        "requirepass " + SENTINELS_PASSWORD,
                        "sentinel sentinel-pass " + SENTINELS_PASSWORD,
                        "user reader on >read/only " + rights(),
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
        if (haproxy != null) {
            end(haproxy);
        }
        servers.values().forEach(SentinelTrio::end);
    }
}
