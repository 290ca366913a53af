package org.livetally.testing;

import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.RedisProcess.Host;
import org.livetally.testing.RedisProcess.Place;

/**
 * A Redis Cluster on loopback: three masters with a third of the slots each, and a replica of each if wanted.
 *
 * <p>It is ready after some 2 s, the time for which Redis keeps a master from writing after its start. The files of the
 * nodes name all of them, so none has to be introduced to another.
 */
public final class RedisCluster implements AutoCloseable {
    public static final int SLOTS = 16_384;
    private static final int MASTERS = 3;
    private static final List<String> SETTINGS = List.of(
            "--cluster-enabled",
            "yes",
            "--cluster-node-timeout",
            "1000",
            "--cluster-require-full-coverage",
            "no",
            "--cluster-allow-replica-migration",
            "no",
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
            "--repl-diskless-sync-delay",
            "0");

    /** The first three were masters when it began; the others follow them, in this order. */
    private final List<RedisProcess> nodes = new ArrayList<>();

    private RedisCluster() {}

    /**
     * Three masters without replicas; the slots of others stay served if one is away.
     *
     * @param settings as on the command line of redis-server, for all; later ones win
     */
    public static RedisCluster start(String... settings) {
        return start(hosts(MASTERS), List.of(settings));
    }

    /** The same with a replica of each master. */
    public static RedisCluster startWithReplicas(String... settings) {
        return start(hosts(2 * MASTERS), List.of(settings));
    }

    /** The same with the first node on an island, and all others, with two replicas of the first, on the mainland. */
    public static RedisCluster startAround(Island island, String... settings) {
        List<Host> hosts = new ArrayList<>(List.of(island.host()));
        hosts.addAll(Collections.nCopies(2 * MASTERS, island.mainland()));
        List<String> all = new ArrayList<>(List.of("--protected-mode", "no"));
        all.addAll(List.of(settings));
        return start(hosts, all);
    }

    private static List<Host> hosts(int nodes) {
        return Collections.nCopies(nodes, Host.LOOPBACK);
    }

    private static RedisCluster start(List<Host> hosts, List<String> settings) {
        Set<Integer> ports = new HashSet<>();
        List<Place> places = hosts.stream().map(host -> Place.free(host, ports)).toList();
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < places.size(); i++) {
                writeNodes(places, i);
                List<String> all = new ArrayList<>(SETTINGS);
                all.addAll(settings);
                cluster.nodes.add(RedisProcess.begin(places.get(i), all));
            }
            cluster.nodes.forEach(RedisProcess::awaitReady);
            cluster.awaitOk();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** The file in which a node keeps what it knows of the others. */
    private static void writeNodes(List<Place> places, int own) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            boolean isMaster = i < MASTERS;
            text.append("%s %s:%d@%d %s%s %s 0 0 %d connected%s%n"
                    .formatted(
                            id(i),
                            place.host().address(),
                            place.port(),
                            place.busPort(),
                            i == own ? "myself," : "",
                            isMaster ? "master" : "slave",
                            isMaster ? "-" : id(i % MASTERS),
                            i % MASTERS + 1,
                            isMaster ? " " + firstSlot(i) + "-" + (firstSlot(i + 1) - 1) : ""));
        }
        text.append("vars currentEpoch %d lastVoteEpoch 0%n".formatted(MASTERS));
        try {
            Files.writeString(places.get(own).directory().resolve("nodes.conf"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int firstSlot(int master) {
        return SLOTS * master / MASTERS;
    }

    private static String id(int node) {
        return Integer.toString(node).repeat(40);
    }

    /** All nodes: first those that began as masters, then their replicas in the same order. */
    public List<RedisProcess> nodes() {
        return nodes;
    }

    /** Its address, with all nodes that began as masters. */
    public String uri() {
        return nodes.stream()
                .limit(MASTERS)
                .map(node -> node.host() + ":" + node.port())
                .collect(Collectors.joining(",", "redis+cluster://", ""));
    }

    /** Waits until all nodes that run find the Cluster whole, and replicas have all that their masters have. */
    public void awaitOk() {
        Await.until("the Cluster", () -> running().allMatch(RedisCluster::isWell));
        awaitReplicas();
    }

    /** Waits until each replica that runs follows a master, and has all that it has. */
    public void awaitReplicas() {
        Await.until("all replicas have caught up", () -> running().allMatch(this::hasCaughtUp));
    }

    private static boolean isWell(RedisProcess node) {
        return text(node, "CLUSTER INFO").contains("cluster_state:ok");
    }

    private boolean hasCaughtUp(RedisProcess node) {
        String info = text(node, "INFO replication");
        if (info.contains("role:master")) {
            return true;
        }
        String master = field(info, "master_port");
        return info.contains("master_link_status:up")
                && running()
                        .filter(each -> Integer.toString(each.port()).equals(master))
                        .map(each -> text(each, "INFO replication"))
                        .anyMatch(of -> field(of, "master_repl_offset").equals(field(info, "slave_repl_offset")));
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private Stream<RedisProcess> running() {
        return nodes.stream().filter(RedisProcess::isRunning);
    }

    private RedisProcess any() {
        return running().findFirst().orElseThrow();
    }

    /** The slot of a key. */
    public int slot(String key) {
        return Objects.requireNonNull(any().ask("CLUSTER", "KEYSLOT", key)).toInteger();
    }

    /** The master of the key, see {@link #owner(int)}. */
    public RedisProcess owner(String key) {
        return owner(slot(key));
    }

    /** The node that takes itself for the slot's master; of several the one that was elected last. Waits for one. */
    public RedisProcess owner(int slot) {
        List<Claim> found = new ArrayList<>();
        Await.until("a master of slot " + slot, () -> {
            found.clear();
            running().map(Claim::of).filter(claim -> claim.holds(slot)).forEach(found::add);
            return !found.isEmpty();
        });
        return found.stream()
                .max(Comparator.comparing(Claim::epoch))
                .orElseThrow()
                .node();
    }

    /** What a node says of itself in {@code CLUSTER NODES}. */
    private record Claim(RedisProcess node, String[] words) {
        static Claim of(RedisProcess node) {
            return text(node, "CLUSTER NODES")
                    .lines()
                    .map(line -> new Claim(node, line.split(" ")))
                    .filter(claim -> claim.words[2].contains("myself"))
                    .findFirst()
                    .orElseThrow();
        }

        String id() {
            return words[0];
        }

        long epoch() {
            return Long.parseLong(words[6]);
        }

        boolean holds(int slot) {
            return words[2].contains("master")
                    && Stream.of(words)
                            .skip(8)
                            .filter(word -> !word.startsWith("["))
                            .anyMatch(range -> {
                                String[] ends = range.split("-");
                                return Integer.parseInt(ends[0]) <= slot
                                        && slot <= Integer.parseInt(ends[ends.length - 1]);
                            });
        }
    }

    /** The id by which the Cluster knows the node. */
    public static String id(RedisProcess node) {
        return Claim.of(node).id();
    }

    /** The masters that run, in the order of {@link #nodes}. */
    public List<RedisProcess> masters() {
        return running()
                .filter(node -> text(node, "INFO replication").contains("role:master"))
                .toList();
    }

    /** The replicas of the node that run. */
    public List<RedisProcess> replicasOf(RedisProcess master) {
        return running()
                .filter(node ->
                        field(text(node, "INFO replication"), "master_port").equals(Integer.toString(master.port())))
                .toList();
    }

    /** Kills the master of the key; if it has a replica, {@link #awaitNewOwner} waits until that is the master. */
    public RedisProcess killMaster(String key) {
        RedisProcess owner = owner(key);
        owner.kill();
        return owner;
    }

    /** Waits until another node is the key's master, and all that run know it. */
    public RedisProcess awaitNewOwner(String key, RedisProcess before) {
        int slot = slot(key);
        Await.until(
                "a new master of slot " + slot,
                () -> running().filter(node -> node != before).map(Claim::of).anyMatch(claim -> claim.holds(slot)));
        RedisProcess now = running()
                .filter(node -> node != before)
                .map(Claim::of)
                .filter(claim -> claim.holds(slot))
                .findFirst()
                .orElseThrow()
                .node();
        Await.until(
                "all know the new master of slot " + slot,
                () -> running().filter(node -> node != before).allMatch(node -> isWell(node) && sees(node, slot, now)));
        return now;
    }

    private static boolean sees(RedisProcess node, int slot, RedisProcess owner) {
        for (Response range : Objects.requireNonNull(node.ask("CLUSTER SLOTS"))) {
            if (range.get(0).toInteger() <= slot && slot <= range.get(1).toInteger()) {
                return range.get(2).get(1).toInteger() == owner.port();
            }
        }
        return false;
    }

    /** Moves slots with all their keys, one key at a time, while they are used. */
    public void moveSlots(int first, int last, RedisProcess to) {
        IntStream.rangeClosed(first, last).forEach(slot -> moveSlot(slot, to));
        awaitOk();
    }

    /** Moves one slot with all its keys; all masters know it then. */
    public void moveSlot(int slot, RedisProcess to) {
        if (owner(slot) == to) {
            return;
        }
        beginMove(slot, to);
        for (List<String> keys = keysIn(slot); !keys.isEmpty(); keys = keysIn(slot)) {
            keys.forEach(key -> moveKey(key, to));
        }
        endMove(slot, to);
    }

    /** Step one of {@link #moveSlot}: missing keys are asked for at the new node from now on. */
    public void beginMove(int slot, RedisProcess to) {
        RedisProcess from = owner(slot);
        to.ask("CLUSTER", "SETSLOT", Integer.toString(slot), "IMPORTING", id(from));
        from.ask("CLUSTER", "SETSLOT", Integer.toString(slot), "MIGRATING", id(to));
    }

    /** The first keys of the slot at its current master, of which a step of {@link #moveSlot} may move some. */
    public List<String> keysIn(int slot) {
        Response keys = owner(slot).ask("CLUSTER", "GETKEYSINSLOT", Integer.toString(slot), "1000");
        return Objects.requireNonNull(keys).stream().map(Response::toString).toList();
    }

    /** Step two of {@link #moveSlot}, for one key; nothing if the current master has no such key. */
    public void moveKey(String key, RedisProcess to) {
        owner(key).ask("MIGRATE", to.host(), Integer.toString(to.port()), key, "0", "10000");
    }

    /** The last step of {@link #moveSlot}, once the old node has none of its keys. */
    public void endMove(int slot, RedisProcess to) {
        String node = id(to);
        to.ask("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", node);
        masters().stream()
                .filter(master -> master != to)
                .forEach(master -> master.ask("CLUSTER", "SETSLOT", Integer.toString(slot), "NODE", node));
    }

    /**
     * Runs a command wherever its key is now, and waits for the answer. The key is its first word after the name, of
     * {@code EVAL} the first one of the script's.
     *
     * @throws AssertionError with Redis' error as its cause
     */
    public @Nullable Response ask(String... command) {
        String key = command[0].toUpperCase(Locale.ROOT).startsWith("EVAL") ? command[3] : command[1];
        RedisProcess owner = owner(key);
        try {
            return owner.ask(command);
        } catch (AssertionError e) {
            String[] redirection = String.valueOf(e.getCause()).split("[ :]+");
            int asked = List.of(redirection).indexOf("ASK");
            if (asked < 0) {
                throw e;
            }
            return withPort(redirection[redirection.length - 1]).askImporting(command);
        }
    }

    private RedisProcess withPort(String port) {
        return nodes.stream()
                .filter(node -> Integer.toString(node.port()).equals(port))
                .findFirst()
                .orElseThrow();
    }

    /** Empties all masters, and waits until replicas have nothing either. */
    public void flush() {
        masters().forEach(master -> master.ask("FLUSHALL"));
        awaitReplicas();
    }

    private static String text(RedisProcess node, String command) {
        return String.valueOf(node.ask(command));
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }
}
