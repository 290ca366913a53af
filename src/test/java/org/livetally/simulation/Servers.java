package org.livetally.simulation;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Recorded;
import org.livetally.redis.client.Slot;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.RedisAddress;
import org.livetally.simulation.redis.ModelCluster;
import org.livetally.simulation.redis.ModelNode;
import org.livetally.simulation.redis.ModelSentinel;
import org.livetally.simulation.redis.Session;

/**
 * The Redis of a world: a primary with a replica, behind a name or known to Sentinels, or a Cluster of such pairs. Replicas get
 * what the primaries write a little later, so a failover may lose the newest of it.
 */
final class Servers {
    private static final String NAME = "redis:6379";
    private static final String MASTER = "mymaster";
    private static final long REPLICATION_MS = 20;
    private static final long ALL = Long.MAX_VALUE >> 1;

    private final Network network;
    private final Scheduler scheduler;
    private final ModelCluster model;
    private final Kind kind;
    private final int shards;
    private final Map<ModelNode, Server> servers = new LinkedHashMap<>();
    private final List<ModelSentinel> sentinels = new ArrayList<>();
    /** Shards of which a server is away, or a slot on its way: nothing else befalls them. */
    private final Set<Integer> troubled = new HashSet<>();
    /** Replicas that their primaries do not reach. */
    private final Set<ModelNode> parted = new HashSet<>();

    private long failovers;

    /** How nodes find the primary of a key. */
    enum Kind {
        NAME("redis://" + Servers.NAME),
        SENTINEL("redis+sentinel://sentinel-1,sentinel-2,sentinel-3/" + MASTER),
        CLUSTER("redis+cluster://10.0.0.1,10.0.0.2");

        private final String uri;

        Kind(String uri) {
            this.uri = uri;
        }

        RedisAddress address() {
            return new RedisAddress(uri);
        }
    }

    /** @param shards 1 unless it is a Cluster */
    Servers(Network network, Kind kind, int shards, Clock clock) {
        this.network = network;
        this.scheduler = network.scheduler;
        this.kind = kind;
        this.shards = shards;
        this.model = kind == Kind.CLUSTER
                ? ModelCluster.clustered(clock::micros, shards, 1)
                : ModelCluster.replicated(clock::micros, 1);
        for (ModelNode node : model.nodes()) {
            Server server = new Server(node.host(), node::execute);
            servers.put(node, server);
            network.name(node.host() + ":" + ModelNode.PORT, server);
        }
        network.name(NAME, primary(0));
        for (int i = 1; kind == Kind.SENTINEL && i <= 3; i++) {
            ModelSentinel sentinel = new ModelSentinel(MASTER, model.primary(0));
            sentinels.add(sentinel);
            String name = "sentinel-" + i;
            network.name(name + ":26379", new Server(name, (session, command) -> sentinel.execute(command)));
        }
    }

    /** Replicas have all, and from now on get what is written. */
    void replicate() {
        servers.keySet().forEach(node -> node.receive(ALL));
        goOnReplicating();
    }

    private void goOnReplicating() {
        scheduler.in(scheduler.between(1, REPLICATION_MS), Scheduler.Owner.WORLD, () -> {
            servers.keySet().stream()
                    .filter(this::isReached)
                    .forEach(node -> node.receive(scheduler.random.nextInt(8)));
            goOnReplicating();
        });
    }

    private boolean isReached(ModelNode node) {
        return !node.isPrimary() && !of(node).isDown() && !parted.contains(node);
    }

    /** The primaries. */
    List<Server> primaries() {
        return IntStream.range(0, shards).mapToObj(this::primary).toList();
    }

    private Server primary(int shard) {
        return of(model.primary(shard));
    }

    private Server of(ModelNode node) {
        return Objects.requireNonNull(servers.get(node));
    }

    List<Connection> connections() {
        List<Connection> all = new ArrayList<>();
        servers.values().forEach(server -> all.addAll(server.connections()));
        return all;
    }

    /** Whether all servers are up, each shard is whole, and no slot is on its way. */
    boolean isCalm() {
        return troubled.isEmpty();
    }

    private int anyShard() {
        return shards == 1 ? 0 : scheduler.random.nextInt(shards);
    }

    /** A primary ends, and comes back soon with all that it has acked. */
    void restartOne() {
        int shard = anyShard();
        Server server = primary(shard);
        if (!troubled.add(shard)) {
            return;
        }
        scheduler.say(() -> server + " ends");
        server.kill();
        scheduler.in(scheduler.between(10, 400), Scheduler.Owner.WORLD, () -> {
            scheduler.say(() -> server + " is back");
            server.start();
            model.primary(shard).restart();
            troubled.remove(shard);
        });
    }

    /**
     * A primary fails, and its replica takes its place.
     *
     * @param lossy whether without what the replica does not have; then the old primary may also live on, and take writes
     * @param boards whose keys the primary may have
     */
    void failOver(boolean lossy, List<String> boards, Losses losses) {
        int shard = anyShard();
        if (troubled.add(shard)) {
            List<String> own =
                    boards.stream().filter(board -> isOn(board, shard)).toList();
            new Failover(model.primary(shard), lossy, own, losses).begin();
        }
    }

    private boolean isOn(String board, int shard) {
        return shards == 1 || model.owner(new StreamKeys(board).totals()).shard() == shard;
    }

    /** Is told what failovers do to data. */
    interface Losses {
        /** From now on readers of a board may find less than before. */
        void tear(String board);

        /** A stream had the one ledger, and has the other one. */
        void compare(String stream, Recount before, Recount after);
    }

    /** One failover, from the moment at which the old primary is gone to that at which it is the new one's replica. */
    private final class Failover {
        private final ModelNode old;
        private final ModelNode replica;
        private final boolean lossy;
        private final boolean lives;
        private final boolean closes;
        private final List<String> boards;
        private final Losses losses;

        Failover(ModelNode old, boolean lossy, List<String> boards, Losses losses) {
            this.old = old;
            this.replica = old.replicas().get(0);
            this.lossy = lossy;
            this.lives = kind != Kind.NAME && lossy && scheduler.chance(50);
            this.closes = kind == Kind.CLUSTER && scheduler.chance(50);
            this.boards = boards;
            this.losses = losses;
        }

        void begin() {
            parted.add(replica);
            scheduler.say(() -> old + (lives ? " and its replica are parted" : " ends for good") + ", "
                    + replica.behind() + " writes are not replicated");
            if (!lives) {
                of(old).kill();
            }
            if (kind == Kind.NAME) {
                promote();
            } else {
                closeOthers();
                scheduler.in(scheduler.between(0, 300), Scheduler.Owner.WORLD, this::promote);
            }
        }

        /** Of a Cluster that wants all slots to be served, the other primaries may serve nothing, either. */
        private void closeOthers() {
            if (kind == Kind.CLUSTER && !lives && scheduler.chance(50)) {
                servers.keySet().forEach(node -> node.cutOff(true));
            }
        }

        private void promote() {
            if (!lossy) {
                replica.receive(ALL);
            }
            scheduler.say(() -> replica + " takes over, and lacks " + replica.behind() + " writes");
            if (lives || replica.behind() > 0) {
                boards.forEach(losses::tear);
            }
            servers.keySet().forEach(node -> node.cutOff(false));
            old.cutOff(lives && closes); // it finds that it is alone
            model.failOver(replica);
            long number = ++failovers;
            sentinels.forEach(sentinel -> scheduler.in(
                    scheduler.between(0, 300), Scheduler.Owner.WORLD, () -> sentinel.learn(replica, number)));
            servers.keySet().stream()
                    .filter(node -> kind == Kind.CLUSTER && node != old)
                    .forEach(Servers.this::tellSoon);
            scheduler.in(scheduler.between(5, lives ? 2_500 : 500), Scheduler.Owner.WORLD, this::end);
        }

        private void end() {
            boards.forEach(board -> losses.compare(board, ledger(old, board), ledger(replica, board)));
            scheduler.say(() -> old + " follows " + replica);
            network.name(NAME, of(replica));
            model.rejoin(old);
            model.tellAll();
            parted.remove(replica);
            if (of(old).isDown()) {
                of(old).start();
                old.restart();
            } else if (scheduler.chance(50)) {
                of(old).dropAll(); // as Sentinels do
            }
            troubled.remove(old.shard());
        }
    }

    /** A slot of a Cluster moves, key by key, which the replicas of both get at once. @param board whose keys are in the slot */
    void move(String board) {
        String key = new StreamKeys(board).totals();
        int from = model.owner(key).shard();
        int to = (from + 1) % shards;
        if (from == to || troubled.contains(from) || troubled.contains(to)) {
            return;
        }
        troubled.addAll(Set.of(from, to));
        int slot = Slot.of(key);
        scheduler.say(() -> "the slot of " + board + " moves to " + primary(to));
        model.beginMove(slot, to);
        goOnMoving(slot, from, to);
    }

    private void goOnMoving(int slot, int from, int to) {
        scheduler.in(scheduler.between(0, 40), Scheduler.Owner.WORLD, () -> {
            if (model.moveKeys(slot, to, 1 + scheduler.random.nextInt(4)) > 0) {
                goOnMoving(slot, from, to);
            } else {
                model.endMove(slot, to);
                troubled.removeAll(Set.of(from, to));
                servers.keySet().forEach(this::tellSoon);
            }
            model.primary(from).replicas().forEach(replica -> replica.receive(ALL));
            model.primary(to).replicas().forEach(replica -> replica.receive(ALL));
        });
    }

    private void tellSoon(ModelNode node) {
        scheduler.in(scheduler.between(0, 200), Scheduler.Owner.WORLD, () -> model.tell(node));
    }

    /** The ledger of a stream as its server has it now. */
    Recount ledger(String stream) {
        return ledger(model.holder(new StreamKeys(stream).ledger()), stream);
    }

    private Recount ledger(ModelNode server, String stream) {
        List<Recorded> messages = new ArrayList<>();
        Response entries = ask(server, "XRANGE", new StreamKeys(stream).ledger(), "-", "+");
        if (entries != null) {
            entries.forEach(entry -> messages.addAll(Entry.of(stream, entry).recorded(stream)));
        }
        return new Recount(messages);
    }

    /** Asks the server that has the key of a command at once, over no network. */
    @Nullable
    Response ask(String... command) {
        return ask(model.holder(command[1]), command);
    }

    private @Nullable Response ask(ModelNode server, String... command) {
        return of(server)
                .run(
                        Session.everywhere(),
                        Arrays.stream(command)
                                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                                .toList());
    }

    /** The same as text; empty for nil. */
    String text(String... command) {
        Response reply = ask(command);
        return reply == null ? "" : reply.toString();
    }
}
