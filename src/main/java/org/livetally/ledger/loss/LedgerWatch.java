package org.livetally.ledger.loss;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.domain.stream.Expectations;
import org.livetally.redis.client.BySlot;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Checks whether Redis still has what {@link AckMemory} knows it to have. Each new connection checks everything, and each
 * server that adds to another history than before has its streams checked: its data may be another primary's. Once a second, it
 * checks the streams that were acked a moment ago and some of the others: a Redis that lacks one may lack any, and a Redis that
 * has one again may have all. What could not be checked is checked in the next turn. One per node.
 *
 * <p>In a Cluster, a server that is slow to answer, as while a slot moves, keeps nobody from the others: the turn goes on without
 * it after a second, and until it has answered it is not asked about the same streams again.
 */
public final class LedgerWatch {
    private static final Logger LOG = Logger.getLogger(LedgerWatch.class.getName());
    private static final long INTERVAL_MS = 1_000;
    private static final long PATIENCE_MS = 1_000;
    /** Redis is busy for a fraction of a millisecond with this many. */
    static final int CHUNK = 50;

    private final Vertx vertx;
    private final RedisLink redis;
    private final AckMemory memory;
    /** Streams that Redis was asked about, and that it has not answered yet. */
    private final Set<String> awaited = new HashSet<>();
    /** The id of the history that each server adds to, by its name. */
    private final Map<String, String> histories = new HashMap<>();

    private boolean checking;
    private boolean checkingAll;
    /** Whether there was another connection meanwhile. */
    private boolean checkAllAgain;
    /** Whether not all could be checked. */
    private boolean uncheckedAll;

    private boolean hearing;
    /** How many were lost at the end of the last turn. If the number changes, other streams may have changed, too. */
    private int lost;

    private LedgerWatch(Vertx vertx, RedisLink redis, AckMemory memory) {
        this.vertx = vertx;
        this.redis = redis;
        this.memory = memory;
    }

    /** Starts watching; to be called on the event loop of the link. */
    public static void watch(Vertx vertx, RedisLink redis, AckMemory memory) {
        LedgerWatch watch = new LedgerWatch(vertx, redis, memory);
        redis.onConnected(watch::connected);
        vertx.setPeriodic(INTERVAL_MS, id -> watch.tick());
    }

    /** One check of everything at a time: a Cluster reports many connections at once, and each slot that moves. */
    private void connected() {
        awaited.clear(); // this may be another server
        histories.clear();
        redis.histories(this::adds); // before the check: what changes after that, has another one in the next turn
        memory.lookAgain(memory.all());
        checkAllAgain = checkingAll;
        if (!checkingAll) {
            checkAll();
        }
    }

    private void checkAll() {
        checkingAll = true;
        uncheckedAll = false;
        check(memory.all()).onComplete(done -> {
            checkingAll = false;
            uncheckedAll = done.failed();
            if (checkAllAgain) {
                connected();
            }
        });
    }

    private void adds(String server, String history) {
        String before = histories.put(server, history);
        if (before != null && !before.equals(history)) {
            List<String> there = memory.all().stream()
                    .filter(stream -> redis.server(key(stream)).equals(server))
                    .toList();
            there.forEach(awaited::remove);
            memory.lookAgain(there);
            check(there).onFailure(e -> histories.put(server, before)); // the next turn tries again
        }
    }

    private void tick() {
        if (!redis.isCluster() && !redis.isConnected()) { // of a Cluster, some servers may be
            return;
        }
        redis.histories(this::adds);
        if (uncheckedAll && !checkingAll) {
            checkAll();
        }
        if (!hearing) {
            hear();
        }
        if (!checking) {
            look();
        }
    }

    private void look() {
        checking = true;
        check(memory.busy())
                .otherwiseEmpty() // they are asked about again in the next turn
                .compose(checked -> check(memory.losses.someMissed()).otherwiseEmpty())
                .compose(checked -> lacksOne(memory.someAtRest()))
                .compose(lacksOne ->
                        lacksOne || memory.losses.count() != lost ? check(memory.all()) : Future.succeededFuture())
                .onFailure(e -> LOG.log(Level.FINE, "not all ledgers could be looked at; tried again soon", e))
                .onComplete(done -> {
                    lost = memory.losses.count();
                    memory.losses.endTurn();
                    checking = false;
                });
    }

    /** Asks which losses other nodes have noted. */
    private void hear() {
        hearing = true;
        int settled = memory.losses.settled();
        NotedLoss.all(redis, memory.losses::isMissed)
                .onSuccess(lost -> memory.losses.told(lost, settled))
                .onFailure(e -> LOG.log(Level.FINE, "not all noted losses could be read; tried again soon", e))
                .onComplete(done -> hearing = false);
    }

    private Future<Boolean> lacksOne(List<String> streams) {
        return ask(streams, this::neighboursLackOne).map(lacking -> lacking.contains(true));
    }

    private Future<List<Boolean>> neighboursLackOne(List<String> streams) {
        Request exist = Request.cmd(Command.EXISTS);
        streams.forEach(stream -> exist.arg(key(stream)));
        return redis.send(exist).map(there -> List.of(there.toInteger() < streams.size()));
    }

    private static String key(String stream) {
        return new StreamKeys(stream).settings();
    }

    private Future<Void> check(List<String> streams) {
        if (streams.isEmpty()) {
            return Future.succeededFuture();
        }
        int now = Math.min(CHUNK, streams.size());
        return ask(streams.subList(0, now), some -> checkNeighbours(redis, memory, some))
                .onFailure(e -> LOG.log(Level.FINE, "the ledgers could not be looked at; tried again soon", e))
                .transform(checked -> check(streams.subList(now, streams.size())) // other servers may answer
                        .compose(others ->
                                checked.succeeded() ? Future.succeededFuture() : Future.failedFuture(checked.cause())));
    }

    /** The answers about those streams whose servers are not slow. */
    private <R> Future<List<R>> ask(List<String> streams, Function<List<String>, Future<List<R>>> question) {
        if (!redis.isCluster()) {
            return BySlot.ask(redis, streams, LedgerWatch::key, question);
        }
        List<String> free =
                streams.stream().filter(stream -> !awaited.contains(stream)).toList();
        return patiently(BySlot.ask(redis, free, LedgerWatch::key, some -> {
            awaited.addAll(some);
            return question.apply(some).onComplete(done -> some.forEach(awaited::remove));
        }));
    }

    private <R> Future<List<R>> patiently(Future<List<R>> answers) {
        Promise<List<R>> done = Promise.promise();
        long timer = vertx.setTimer(PATIENCE_MS, id -> done.tryComplete(List.of()));
        answers.onSuccess(done::tryComplete).onFailure(done::tryFail).onComplete(end -> vertx.cancelTimer(timer));
        return done.future();
    }

    public static Future<Void> check(RedisLink redis, AckMemory memory, List<String> streams) {
        if (streams.isEmpty()) {
            return Future.succeededFuture();
        }
        int now = Math.min(CHUNK, streams.size());
        return BySlot.ask(
                        redis, streams.subList(0, now), LedgerWatch::key, some -> checkNeighbours(redis, memory, some))
                .compose(checked -> check(redis, memory, streams.subList(now, streams.size())));
    }

    private static Future<List<Void>> checkNeighbours(RedisLink redis, AckMemory memory, List<String> streams) {
        List<AckMemory.Asked> asked = streams.stream().map(memory::of).toList();
        return LedgerLook.at(redis, asked).compose(looks -> {
            Future<Void> done = Future.succeededFuture();
            for (int i = 0; i < asked.size(); i++) {
                AckMemory.Asked one = asked.get(i);
                LedgerLook look = looks.get(i);
                String totals = new StreamKeys(one.stream).totals();
                Expectations.Connection over = redis.connection(totals);
                Future<Void> kept = redis.replicated(totals);
                boolean isForLess = memory.onReply(one, look, over, kept.succeeded());
                if (!kept.succeeded()) { // only now: what was not believed must not be remembered either
                    kept.onSuccess(there -> memory.keeps(one, look, over));
                }
                if (isForLess) {
                    done = done.compose(before -> LedgerLook.accept(redis, one.stream, one.newest(), null));
                }
                Loss toNote = memory.losses.toNote(one.stream, look);
                if (toNote != null) {
                    done = done.compose(before -> NotedLoss.note(redis, toNote, one.missing(look)));
                } else if (memory.losses.takeWhole(one.stream)) {
                    done = done.compose(before -> NotedLoss.end(redis, one.stream, one.newest()))
                            .onFailure(e -> memory.losses.stillWhole(one.stream));
                }
            }
            return done.map(List.of());
        });
    }
}
