package org.livetally.simulation;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.RedisAddress;
import org.livetally.simulation.redis.ModelCluster;
import org.livetally.simulation.redis.ModelNode;
import org.livetally.simulation.redis.Session;

/**
 * The Redis of a world: one primary behind a name, with a replica that takes its place, or a Cluster of such pairs. Replicas get
 * what the primaries write a little later, so a failover may lose the newest of it.
 */
final class Servers {
    private static final String NAME = "redis:6379";
    private static final long REPLICATION_MS = 20;

    private final Network network;
    private final Scheduler scheduler;
    private final ModelCluster model;
    private final boolean clustered;
    private final Map<ModelNode, Server> servers = new LinkedHashMap<>();
    private final int shards;

    /** @param shards 1 for one primary without a Cluster */
    Servers(Network network, int shards, Clock clock) {
        this.network = network;
        this.scheduler = network.scheduler;
        this.shards = shards;
        this.clustered = shards > 1;
        this.model = clustered
                ? ModelCluster.clustered(clock::micros, shards, 1)
                : ModelCluster.replicated(clock::micros, 1);
        for (ModelNode node : model.nodes()) {
            Server server = new Server(node);
            servers.put(node, server);
            network.name(node.host() + ":" + ModelNode.PORT, server);
        }
        network.name(NAME, primary(0));
    }

    /** Where nodes find it. */
    RedisAddress address() {
        return new RedisAddress(clustered ? "redis+cluster://10.0.0.1:6379,10.0.1.1:6379" : "redis://" + NAME);
    }

    /** Replicas have all, and from now on get what is written. */
    void replicate() {
        servers.keySet().forEach(node -> node.receive(Long.MAX_VALUE >> 1));
        goOnReplicating();
    }

    private void goOnReplicating() {
        scheduler.in(scheduler.between(1, REPLICATION_MS), Scheduler.Owner.WORLD, () -> {
            servers.values().stream()
                    .filter(server -> !server.isDown() && !server.model.isPrimary())
                    .forEach(server -> server.model.receive(scheduler.random.nextInt(8)));
            goOnReplicating();
        });
    }

    Server primary(int shard) {
        return of(model.primary(shard));
    }

    Server anyPrimary() {
        return primary(scheduler.random.nextInt(shards));
    }

    private Server of(ModelNode node) {
        return Objects.requireNonNull(servers.get(node));
    }

    List<Connection> connections() {
        List<Connection> all = new ArrayList<>();
        servers.values().forEach(server -> all.addAll(server.connections()));
        return all;
    }

    /** A primary ends, and comes back soon with all that it has acked; once, or it would come back from a later end, too. */
    void restartOne() {
        Server server = anyPrimary();
        if (server.isDown()) {
            return;
        }
        scheduler.say(() -> server + " ends");
        server.kill();
        scheduler.in(scheduler.between(10, 400), Scheduler.Owner.WORLD, () -> {
            scheduler.say(() -> server + " is back");
            server.start();
        });
    }

    /**
     * A primary ends for good, and its replica takes its place.
     *
     * @param lossy whether without what it did not have yet
     * @param streams of which some may lose messages
     */
    void failOver(boolean lossy, List<String> streams, History history) {
        int shard = scheduler.random.nextInt(shards);
        Server old = primary(shard);
        if (old.isDown() || old.model.replicas().isEmpty()) {
            return;
        }
        ModelNode replica = old.model.replicas().get(0);
        if (!lossy) {
            replica.receive(Long.MAX_VALUE >> 1);
        }
        scheduler.say(() -> old + " ends for good, its replica lacks " + replica.behind() + " writes");
        Map<String, Recount> before = new LinkedHashMap<>();
        streams.forEach(stream -> before.put(stream, ledger(stream)));
        old.kill();
        model.failOver(replica);
        before.forEach((stream, ledger) -> {
            if (!ledger(stream).last().equals(ledger.last())) {
                scheduler.say(() ->
                        stream + " has lost what came after " + ledger(stream).last());
                history.loses(stream, ledger);
            }
        });
        scheduler.in(scheduler.between(5, 500), Scheduler.Owner.WORLD, () -> {
            network.name(NAME, primary(0));
            model.tellAll();
            model.rejoin(old.model);
            old.start();
        });
    }

    /** A slot of a Cluster moves, key by key. @param key in the slot */
    void move(String key) {
        ModelNode from = model.owner(key);
        if (!clustered || of(from).isDown()) {
            return;
        }
        int slot = org.livetally.redis.client.Slot.of(key);
        int to = (from.shard() + 1) % shards;
        scheduler.say(() -> "the slot of " + key + " moves to " + primary(to));
        model.beginMove(slot, to);
        goOnMoving(slot, to);
    }

    private void goOnMoving(int slot, int to) {
        scheduler.in(scheduler.between(0, 40), Scheduler.Owner.WORLD, () -> {
            if (model.moveKeys(slot, to, 1 + scheduler.random.nextInt(4)) > 0) {
                goOnMoving(slot, to);
            } else {
                model.endMove(slot, to);
                scheduler.in(scheduler.between(0, 200), Scheduler.Owner.WORLD, model::tellAll);
            }
        });
    }

    /** The ledger of a stream as its server has it now. */
    Recount ledger(String stream) {
        List<Recorded> messages = new ArrayList<>();
        Response entries = ask("XRANGE", new StreamKeys(stream).ledger(), "-", "+");
        if (entries != null) {
            entries.forEach(entry -> messages.addAll(Entry.of(stream, entry).recorded(stream)));
        }
        return new Recount(messages);
    }

    /** Asks the owner of the key of a command at once, over no network. */
    @Nullable
    Response ask(String... command) {
        return of(model.owner(command[1]))
                .run(
                        new Session(),
                        Arrays.stream(command)
                                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                                .toList());
    }

    /** The same as text; empty for nil. */
    String text(String... command) {
        Response reply = ask(command);
        return reply == null ? "" : reply.toString();
    }

    List<Server> primaries() {
        return IntStream.range(0, shards).mapToObj(this::primary).toList();
    }
}
