package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.RequestImpl;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.RedisOutages.Outage;
import org.livetally.settings.HostPort;

/**
 * A Redis Cluster. Each master that holds slots is a {@link Shard} with its own connection, outages and back-off, so that one
 * that is away keeps nobody from the others. A table tells the shard of each slot.
 *
 * <p>The table is what a server says ({@link SlotMaps}), asked each {@value #REFRESH_MS} ms, after a connection is lost or
 * cannot be made, and after a server has said that a slot is elsewhere. That one slot is noted at once. A shard that holds
 * nothing any more is given up once it has answered everything.
 *
 * <p>A command that did not run is sent again, see {@link Errand}.
 */
final class Cluster implements Topology {
    private static final long REFRESH_MS = 5_000;
    /** A server without slots is kept connected so long after a slot was on its way there. */
    private static final long GUEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int KEY_OF_SCRIPT = 2;

    private final Connector.Wiring wiring;
    private final RedisLink.Use use;
    private Committer.@Nullable Wanted wanted;
    /** Whose answer is being handled. */
    private @Nullable Shard answering;

    private final Vertx vertx;
    private final Coverage coverage;
    private final SlotMaps maps;
    private final Map<HostPort, Member> members = new LinkedHashMap<>();
    private final List<Member> leaving = new ArrayList<>();
    private final @Nullable Member[] holders = new Member[Slot.COUNT];
    private final List<Runnable> connectedHandlers = new ArrayList<>();
    private final List<Consumer<Throwable>> failedHandlers = new ArrayList<>();
    private final Pauses pauses;
    private final long refresher;
    /** Whether a slot has moved that the next table will tell at its new place, as nothing new. */
    private boolean movedSince;

    private boolean closed;

    Cluster(Connector.Wiring wiring, RedisLink.Use use) {
        this.wiring = wiring;
        this.use = use;
        this.vertx = wiring.world().vertx();
        this.coverage = new Coverage(wiring.metrics());
        this.pauses = new Pauses(vertx);
        this.maps = new SlotMaps(wiring, this::apply, this::unanswered);
        this.refresher = vertx.setPeriodic(REFRESH_MS, id -> refresh());
        refresh();
    }

    /** The slot of the key of a command. */
    static int slot(Request request) {
        Command command = request.command();
        boolean isScript = command.equals(Command.EVALSHA) || command.equals(Command.EVAL);
        List<byte[]> args = ((RequestImpl) request).getArgs();
        return Slot.of(args.get(isScript ? KEY_OF_SCRIPT : 0));
    }

    static RedisUnavailableException unknown(int slot) {
        return new RedisUnavailableException("no server of the Redis Cluster is known to hold slot " + slot);
    }

    @Override
    public Future<Response> send(Request request, @Nullable String by) {
        return new Errand(
                        this,
                        slot(request),
                        by,
                        (shard, asking) -> asking ? shard.sendAsking(request, by, null) : shard.send(request, by))
                .run();
    }

    @Override
    public Future<Response> run(ScriptCall given, Histogram.@Nullable Writer roundTrip) {
        ScriptCall call = given.whole();
        return new Errand(
                        this,
                        call.slot(),
                        call.name(),
                        (shard, asking) -> asking ? shard.runAsking(call, roundTrip) : shard.run(call, roundTrip))
                .run();
    }

    /** Null if none is known. */
    @Nullable
    Member holder(int slot) {
        return holders[slot];
    }

    long nanoTime() {
        return wiring.world().nanoTime().getAsLong();
    }

    /** Notes that a slot has moved for good; returns the server that holds it now. */
    Member moved(Redirection redirection) {
        Member now = guest(redirection.server());
        Member before = holders[redirection.slot()];
        if (before != now) {
            if (before != null) {
                before.hold(redirection.slot(), false);
            }
            now.hold(redirection.slot(), true);
            holders[redirection.slot()] = now;
            movedSince = true;
            refreshFrom(now);
        }
        return now;
    }

    /** A server that is named by another one, and may hold no slot yet. */
    Member guest(HostPort server) {
        Member named = member(server);
        named.need(nanoTime() + GUEST_NANOS);
        return named;
    }

    private Member member(HostPort server) {
        Member known = members.get(server);
        if (known != null) {
            return known;
        }
        Member fresh = new Member(this, wiring, use, server);
        members.put(server, fresh);
        if (wanted != null) {
            fresh.shard().withReplicas(wanted);
        }
        fresh.shard().onConnected(this::tell);
        fresh.shard().onFailed(this::failed);
        fresh.shard().connect();
        return fresh;
    }

    private void tell() {
        connectedHandlers.forEach(Runnable::run);
    }

    private void failed(Throwable cause) {
        failedHandlers.forEach(handler -> handler.accept(cause));
        refresh();
    }

    /** Asks for the table, soon. */
    void refresh() {
        refreshFrom(null);
    }

    /** The same, of that server first, then of those that are connected. */
    private void refreshFrom(@Nullable Member first) {
        maps.ask(members.values().stream()
                .sorted(Comparator.comparing((Member each) -> each != first).thenComparing(each -> !each.isConnected()))
                .toList());
    }

    /** Puts a table in force. */
    private void apply(SlotMap map) {
        boolean known = members.values().stream().anyMatch(Member::isConnected);
        boolean[] changed = {movedSince};
        movedSince = false;
        members.values().forEach(member -> member.hold(new BitSet()));
        Member[] now = new Member[Slot.COUNT];
        map.slots().forEach((server, slots) -> {
            Member member = member(server);
            member.hold((BitSet) slots.clone());
            slots.stream().forEach(slot -> {
                now[slot] = member;
                changed[0] |= holders[slot] != member;
            });
        });
        System.arraycopy(now, 0, holders, 0, Slot.COUNT);
        giveUpOthers();
        coverage.is(map.unserved());
        if (changed[0] && known) {
            tell();
        }
    }

    private void giveUpOthers() {
        long now = nanoTime();
        List<Member> gone = members.values().stream()
                .filter(member -> !member.holdsSlots() && !member.isNeeded(now))
                .toList();
        leaving.removeIf(member -> member.shard().connector().isClosed());
        leaving.addAll(gone);
        members.values().removeAll(gone);
        gone.forEach(member -> member.shard().retire());
    }

    private void unanswered(RedisUnavailableException cause) {
        coverage.unanswered(cause);
        failedHandlers.forEach(handler -> handler.accept(cause));
    }

    /** Where commands wait for their servers. */
    Pauses pauses() {
        return pauses;
    }

    @Override
    public @Nullable Shard of(String key) {
        Member holder = holders[Slot.of(key)];
        return holder == null ? null : holder.shard();
    }

    @Override
    public @Nullable Shard answering(String key) {
        Shard answers = answering;
        return answers == null ? of(key) : answers;
    }

    /** Hands an answer over. While a slot is on its way, not the holder of the slot has given it. */
    void answers(Shard shard, Runnable handler) {
        answering = shard;
        try {
            handler.run();
        } finally {
            answering = null;
        }
    }

    @Override
    public void withReplicas(Committer.Wanted acks) {
        wanted = acks;
        members.values().forEach(member -> member.shard().withReplicas(acks));
    }

    @Override
    public Collection<Shard> shards() {
        return members.values().stream()
                .filter(Member::holdsSlots)
                .map(Member::shard)
                .toList();
    }

    @Override
    public boolean isConnected() {
        return coverage.isWhole() && shards().stream().allMatch(Shard::isConnected);
    }

    @Override
    public String problem() {
        Outage outage = coverage.outage();
        if (outage != null) {
            return outage.reason();
        }
        return coverage.isWhole()
                ? shards().stream()
                        .sorted(Comparator.comparing(shard -> !shard.hasCause()))
                        .map(Shard::problem)
                        .filter(each -> !each.isEmpty())
                        .findFirst()
                        .orElse("")
                : "not connected to the Redis Cluster";
    }

    @Override
    public Reason brief() {
        Outage outage = coverage.outage();
        return outage != null
                ? outage.brief()
                : shards().stream()
                        .filter(shard -> !shard.problem().isEmpty())
                        .map(Shard::brief)
                        .findFirst()
                        .orElseGet(Rule.REDIS_SILENT::reason);
    }

    @Override
    public void onConnected(Runnable handler) {
        connectedHandlers.add(handler);
        if (members.values().stream().anyMatch(Member::isConnected)) {
            handler.run();
        }
    }

    @Override
    public void onFailed(Consumer<Throwable> handler) {
        failedHandlers.add(handler);
    }

    @Override
    public Future<Void> close() {
        if (closed) {
            return Future.succeededFuture();
        }
        closed = true;
        vertx.cancelTimer(refresher);
        maps.close();
        coverage.close();
        pauses.close();
        List<Future<Void>> ends = new ArrayList<>();
        members.values().forEach(member -> ends.add(member.shard().close()));
        leaving.forEach(member -> ends.add(member.shard().close()));
        return Future.join(ends).mapEmpty();
    }
}
