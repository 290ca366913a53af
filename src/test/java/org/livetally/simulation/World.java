package org.livetally.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Message;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.StreamKeys;
import org.livetally.simulation.Recount.Figures;

/**
 * One schedule: some nodes, their Redis, producers, screens and a receiver of webhooks, all in one thread and in a time of
 * their own. It begins in calm, goes through a storm of faults, heals, comes to rest, and is judged ({@link History}).
 */
final class World {
    private static final String CAMPAIGN = "all";
    /** After the last fault everything must be settled within this time. */
    private static final long PATIENCE_MS = 90_000;

    private static final long LOOK_MS = 100;
    private static final long OPERATOR_MS = 1_000;

    final Scheduler scheduler;
    final Network network;
    final History history = new History();
    final Mutant mutant;
    final Servers servers;
    private final Plan plan;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Screen> screens = new ArrayList<>();
    private final Node.World surroundings;
    private int lives;
    private boolean stormy;

    /** @param trace told what happens; null if nobody wants to know */
    World(long seed, Mutant mutant, @Nullable Consumer<String> trace) {
        this(seed, 1, mutant, trace);
    }

    /** @param takeovers how many schedules in a hundred are about campaigns that another node takes over */
    World(long seed, int takeovers, Mutant mutant, @Nullable Consumer<String> trace) {
        this.scheduler = new Scheduler(seed, trace);
        this.mutant = mutant;
        this.plan = Plan.of(scheduler, takeovers, mutant);
        this.network = new Network(scheduler);
        this.network.slowestMs = plan.slowestMs();
        this.network.servesAll = mutant == Mutant.REDIRECTION_IGNORED;
        this.servers = new Servers(network, plan.kind(), plan.shards(), new Clock(scheduler, skew()));
        this.surroundings = new Node.World(
                network,
                plan.kind().address(),
                mutant == Mutant.ACK_WITHOUT_REPLICA ? 0 : plan.ackReplicas(),
                plan.campaign() || plan.receives(),
                this::receive);
    }

    /** @throws Violation if something happens that must not */
    void run() {
        scheduler.say(plan::toString);
        IntStream.range(0, plan.nodes()).forEach(i -> startNode());
        setUp();
        watch();
        storm();
        heal();
        judge();
    }

    private long skew() {
        return scheduler.random.nextInt(200) - 100L;
    }

    Node startNode() {
        Node node = new Node("node-" + ++lives, surroundings, new Clock(scheduler, skew()));
        scheduler.say(() -> node + " starts");
        nodes.add(node);
        if (stormy || lives > plan.nodes()) {
            open(node);
        }
        return node;
    }

    void end(Node node) {
        scheduler.say(() -> node + " ends");
        node.end();
        nodes.remove(node);
        screens.removeIf(screen -> screen.node == node);
        servers.connections().stream()
                .filter(connection -> connection.node() == node)
                .forEach(connection -> connection.breakDown(scheduler.random.nextInt(1 + connection.underWay())));
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    Node anyNode() {
        return nodes.get(scheduler.random.nextInt(nodes.size()));
    }

    List<String> streams() {
        return plan.streams();
    }

    long millis() {
        return Scheduler.START_MS + scheduler.millis();
    }

    boolean isStormy() {
        return stormy;
    }

    /** Does something wrong if this is the mutant of the world. */
    void mutate(Mutant how, Runnable wrong) {
        if (mutant == how) {
            wrong.run();
        }
    }

    /** The keys of a board move to other servers. */
    void move() {
        servers.move(any(boards()).toString());
    }

    /** @param lossy whether without what the replica does not have yet */
    void failOver(boolean lossy) {
        boolean isSilent = mutant == Mutant.SILENT_LOSS;
        boolean mayLose = plan.ackReplicas() == 0 && !isSilent;
        servers.failOver(
                lossy || isSilent,
                mayLose ? boards().stream().map(BoardId::toString).toList() : List.of(),
                history);
    }

    private List<BoardId> boards() {
        List<BoardId> boards =
                new ArrayList<>(streams().stream().map(BoardId::ofStream).toList());
        if (plan.campaign()) {
            boards.add(BoardId.ofCampaign(CAMPAIGN));
        }
        return boards;
    }

    private <T> T any(List<T> all) {
        return all.get(scheduler.random.nextInt(all.size()));
    }

    private void setUp() {
        if (plan.ackReplicas() > 0) {
            servers.replicate();
        }
        Node operator = nodes.get(0);
        await("the first connection", operator.redis::isConnected, () -> operator.redis.problem());
        Future<?> all = (plan.receives() ? operator.beginEvents() : Future.succeededFuture())
                .compose(begun -> Future.all(streams().stream()
                        .map(stream -> operator.streams
                                .create(stream, new JsonObject().put("title", stream))
                                .compose(created -> operator.streams.start(stream)))
                        .toList()))
                .compose(streams -> plan.campaign() ? campaign(operator) : Future.succeededFuture());
        await("streams", all::isComplete, all::toString);
        if (all.failed()) {
            throw new AssertionError("the world could not begin", all.cause());
        }
    }

    private Future<?> campaign(Node operator) {
        return operator.campaigns.create(
                CAMPAIGN, new JsonObject().put("title", "all").put("streams", new JsonArray(streams())));
    }

    private void await(String what, BooleanSupplier condition, Supplier<String> otherwise) {
        long end = scheduler.millis() + PATIENCE_MS;
        while (!condition.getAsBoolean()) {
            Violation.unless(
                    scheduler.millis() < end, () -> "there is no end of waiting for " + what + ": " + otherwise.get());
            scheduler.runUntilMs(scheduler.millis() + LOOK_MS);
        }
    }

    private void watch() {
        nodes.forEach(this::open);
    }

    private void open(Node node) {
        boards().forEach(board -> {
            Screen screen = new Screen(board, node, 1 + scheduler.random.nextInt(10), this);
            screens.add(screen);
            screen.open();
        });
    }

    private void storm() {
        stormy = true;
        if (plan.ackReplicas() == 0) {
            servers.replicate();
        }
        new Shop(this).sellWithin(plan.orders(), plan.stormMs());
        new Weather(this, plan).begin();
        sabotage();
        scheduler.runUntilMs(scheduler.millis() + plan.stormMs());
        stormy = false;
    }

    /** What the mutants do to the data. */
    private void sabotage() {
        String stream = streams().get(0);
        mutate(
                Mutant.WRONG_TALLY,
                () -> scheduler.in(
                        scheduler.between(0, plan.stormMs()),
                        Scheduler.Owner.WORLD,
                        () -> servers.ask("HINCRBY", new StreamKeys(stream).totals(), "gmv", "1")));
        mutate(Mutant.LOSS_UNTOLD, this::hush);
        mutate(Mutant.CAMPAIGN_COUNTS_TWICE, () -> turnBack(new CampaignKeys(CAMPAIGN).cursors(), stream, ""));
    }

    /** Forgets again and again which streams nodes have noted a loss of. */
    private void hush() {
        servers.ask("DEL", StreamKeys.LOST);
        scheduler.inMs(5, Scheduler.Owner.WORLD, this::hush);
    }

    /** Sets a cursor back as soon as it has moved. */
    private void turnBack(String cursors, String stream, String before) {
        scheduler.inMs(50, Scheduler.Owner.WORLD, () -> {
            String now = servers.text("HGET", cursors, stream);
            if (before.isEmpty() || now.equals(before)) {
                turnBack(cursors, stream, now);
            } else {
                servers.ask("HSET", cursors, stream, before);
            }
        });
    }

    private void heal() {
        scheduler.say(() -> "the storm is over");
        await("servers to be whole", servers::isCalm, servers::toString);
        streams().forEach(this::notice);
        operate();
        await("rest", () -> open().isEmpty(), this::open);
    }

    /** Every node that has acked what a failover has lost must find that out by itself, and all others hear of it. */
    private void notice(String stream) {
        if (history.hasLost(stream)) {
            await(
                    "everybody to notice the loss of " + stream,
                    () -> ignorant(stream).isEmpty() && agree(stream),
                    () -> "not known to " + ignorant(stream) + ", told by " + tellers(stream) + " of " + nodes);
        }
    }

    /** Whether all nodes say the same; one has learned, or an operator has accepted it, if none speaks of a loss. */
    private boolean agree(String stream) {
        int tellers = tellers(stream).size();
        return tellers == 0 || tellers == nodes.size();
    }

    private List<Node> tellers(String stream) {
        return nodes.stream().filter(node -> node.acks.of(stream).isLost()).toList();
    }

    private List<Node> ignorant(String stream) {
        Recount ledger = servers.ledger(stream);
        return nodes.stream()
                .filter(node -> history.hasAckedWhatIsLost(node, stream, ledger))
                .filter(node -> node.acks.losses.of(stream) == null)
                .toList();
    }

    /** From now on operators accept what is lost. Nobody may speak of a loss where there was none. */
    private void operate() {
        for (Node node : nodes) {
            for (String stream : streams()) {
                if (node.acks.of(stream).isLost()) {
                    Violation.unless(history.hasLost(stream), () -> node + " misses something of " + stream);
                    node.turn(() -> node.acceptLoss(stream));
                }
            }
        }
        scheduler.inMs(OPERATOR_MS, Scheduler.Owner.WORLD, this::operate);
    }

    /** What is not settled yet; empty if everything is. */
    private String open() {
        for (Errand errand : history.errands) {
            if (errand.isOpen()) {
                return "nobody says what became of " + errand;
            }
        }
        for (Node node : nodes) {
            if (node.acks.losses.count() > 0) {
                return node + " still says: " + node.acks.losses.problem();
            }
        }
        for (Screen screen : screens) {
            Figures stored = stored(new StreamKeys(screen.board.toString()).totals());
            if (screen.isStale() || !screen.figures().equals(stored)) {
                return screen + " shows " + screen.figures() + " of " + stored + (screen.isStale() ? ", stale" : "");
            }
        }
        Figures sum = Recount.NOTHING;
        for (String stream : streams()) {
            if (plan.receives() && !history.isTold("stream.started", stream)) {
                return "the receiver does not know that " + stream + " has started";
            }
            sum = sum.plus(stored(new StreamKeys(stream).totals()));
        }
        Figures campaign = stored(new CampaignKeys(CAMPAIGN).tallies().totals());
        return !plan.campaign() || sum.equals(campaign) ? "" : "the campaign has " + campaign + ", its members " + sum;
    }

    private Figures stored(String totals) {
        return new Figures(number(totals, "gmv"), number(totals, "refunded"), number(totals, "orders"));
    }

    private long number(String key, String field) {
        String text = servers.text("HGET", key, field);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private void judge() {
        Map<String, Recount> ledgers = new LinkedHashMap<>();
        streams().forEach(stream -> ledgers.put(stream, servers.ledger(stream)));
        history.judge(ledgers);
        ledgers.forEach((stream, ledger) -> Violation.unless(
                ledger.all().equals(stored(new StreamKeys(stream).totals())),
                () -> "totals of " + stream + " are " + stored(new StreamKeys(stream).totals())
                        + ", its ledger comes to " + ledger.all()));
        screens.forEach(screen -> judge(screen, ledgers));
    }

    private void judge(Screen screen, Map<String, Recount> ledgers) {
        Figures shown = screen.figures();
        Figures right = ledgers.entrySet().stream()
                .filter(ledger -> screen.board.isCampaign() || ledger.getKey().equals(screen.board.stream()))
                .map(ledger -> ledger.getValue().all())
                .reduce(Recount.NOTHING, Figures::plus);
        Violation.unless(shown.equals(right), () -> screen + " shows " + shown + ", ledgers come to " + right);
    }

    void forgetId(Message message) {
        servers.ask("HDEL", new StreamKeys(message.stream()).ids(), message.id());
    }

    /** The receiver of webhooks: takes an event, or not, and its answer gets lost at times. */
    private Future<Integer> receive(String id, byte[] body) {
        Promise<Integer> answer = Promise.promise();
        scheduler.in(network.delay(), Scheduler.Owner.WORLD, () -> {
            boolean takes = !stormy || !scheduler.chance(5);
            if (takes && mutant != Mutant.EVENT_DROPPED) {
                history.told.putIfAbsent(id, new JsonObject(Buffer.buffer(body)));
            }
            scheduler.in(network.delay(), Scheduler.Owner.WORLD, () -> answer.tryComplete(takes ? 200 : 500));
        });
        return answer.future();
    }
}
