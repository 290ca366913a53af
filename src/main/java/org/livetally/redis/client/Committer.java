package org.livetally.redis.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.RedisOutages;
import org.livetally.metrics.RedisOutages.Outage;

/**
 * Tells when replicas have what a link was answered, so that a failover to one of them keeps it.
 *
 * <p>Redis' own command for that, WAIT, counts only what its own connection wrote, and blocks everything behind it. So it
 * has a connection of its own to the same server. A round there writes a tiny key, and waits until the replicas
 * have that: what was answered before the write was sent stands before it in the order in which Redis replicates.
 * One round at a time: whoever asks meanwhile goes with the next one, however many ask. So a round costs Redis about as
 * much as one order does, and the link itself never waits.
 *
 * <p>Both connections must have been to one and the same primary, all the time from the answer to the end of the round;
 * otherwise a new primary's replicas would vouch for what only the old one had. A primary names its history by an id
 * ({@code master_replid}), which it takes when it becomes one, and never again afterwards. So the link asks for the id at
 * the beginning of each of its connections, and a round after WAIT: if both are the same, nobody else was the primary
 * between. If not, the ask fails if its connection is gone; otherwise the round has reached another server, and connects
 * anew.
 *
 * <p>With Redis 7.2 or later that has an append-only file, WAITAOF takes the place of WAIT: replicas must have it on disk.
 */
final class Committer {
    /** One round waits so long for replicas. */
    static final int ROUND_MS = 1_000;

    /** An ask fails after this time; what it is about may well be there. */
    static final long PATIENCE_MS = 5_000;

    static final Request HISTORY = Request.cmd(Command.INFO).arg("replication");

    /** Older servers know neither the command nor a right to it. */
    private static final Command WAITAOF = Command.create("WAITAOF");

    private static final Logger LOG = Logger.getLogger(Committer.class.getName());
    private final Connector link;
    private final Connector own;
    private final HeldKeys keys;
    private final int replicas;
    private final long patienceMs;
    private final RedisOutages.OfLink outages;
    private final Histogram.Writer roundTrip;
    private final LongSupplier nanoTime;
    private final Context loop;
    private List<Ask> waiting = new ArrayList<>();
    private boolean due;
    private boolean running;
    private boolean closed;
    /** Why the last round failed; null if it did not. */
    private @Nullable Refusal problem;
    /** The connection on which WAITAOF is not to be had. */
    private @Nullable HeldConnection withoutAof;

    /** How many replicas, and how long an ask waits for them. */
    record Wanted(int replicas, long patienceMs) {}

    /** @param history to which belongs what the ask is about */
    private record Ask(History history, Promise<Void> done, long since) {}

    /**
     * To be constructed on the event loop of the link, before it is connected.
     *
     * @param link what was answered over it is asked about
     * @param own to the same server
     * @param keys those that the server holds
     */
    Committer(
            Connector.Wiring wiring,
            Connector link,
            Connector own,
            HeldKeys keys,
            Wanted wanted,
            RedisOutages.OfLink outages) {
        this.link = link;
        this.own = own;
        this.replicas = wanted.replicas;
        this.patienceMs = wanted.patienceMs;
        this.outages = outages;
        this.roundTrip = wiring.metrics().redisRoundTrip.writer("wait");
        this.keys = keys;
        this.nanoTime = wiring.world().nanoTime();
        this.loop = wiring.world().vertx().getOrCreateContext();
        link.onConnected(this::identify);
        own.onConnected(this::schedule); // so that a node says at its start if there are too few replicas
    }

    /**
     * Asks for the history of a new connection, before anything else is sent over it; and again if another one was found,
     * since a server may be demoted and come back. What was answered before this answer keeps the history of then.
     */
    private Future<?> identify() {
        HeldConnection held = link.current();
        return held == null
                ? Future.succeededFuture()
                : send(held, HISTORY).onSuccess(reply -> held.belongsTo(History.of(reply)));
    }

    /**
     * Completes when enough replicas have everything that the link was answered before. Must be called while the answer
     * is handled, since another connection of the link may lead to another server.
     */
    Future<Void> replicated() {
        HeldConnection over = link.current();
        if (over == null || closed) { // a server that is given up still answers what it owes
            return Future.failedFuture(failure());
        }
        Ask ask = new Ask(over.history(), Promise.promise(), nanoTime.getAsLong());
        waiting.add(ask);
        schedule();
        return ask.done.future();
    }

    /** Begins a round at the end of the turn, with everything that is asked in it. */
    private void schedule() {
        if (!due && !running) {
            due = true;
            loop.runOnContext(turn -> begin());
        }
    }

    /** Looks whether there are replicas, though nobody asks. */
    void look() {
        schedule();
    }

    /** To be called once a second: asks that have waited too long fail, and a failed round is tried again. */
    void tick() {
        expire();
        if (problem != null || !waiting.isEmpty()) {
            schedule();
        }
    }

    private void expire() {
        long now = nanoTime.getAsLong();
        List<Ask> over = waiting.stream()
                .filter(ask -> now - ask.since > TimeUnit.MILLISECONDS.toNanos(patienceMs))
                .toList();
        waiting.removeAll(over);
        over.forEach(ask -> ask.done.tryFail(failure()));
    }

    private void begin() {
        due = false;
        String key = keys.here(StreamKeys.ACKED);
        if (key == null) {
            failWaiting(); // a server without slots has no key for a round, on no connection; who asks comes again
            return;
        }
        HeldConnection held = own.current();
        if (held != null && !running) { // otherwise the next connection begins the round
            running = true;
            List<Ask> asked = waiting;
            waiting = new ArrayList<>();
            long sentAt = nanoTime.getAsLong();
            round(held, key, held != withoutAof).onComplete(round -> {
                running = false;
                if (round.succeeded()) {
                    roundTrip.record(nanoTime.getAsLong() - sentAt);
                    ended(held, asked, round.result());
                } else {
                    failed(held, asked, round.cause());
                }
                expire();
            });
        }
    }

    /** What a round found. */
    private record Round(long replicas, History history) {}

    private Future<Round> round(HeldConnection held, String key, boolean aof) {
        Future<Response> touched = send(held, touch(key));
        Future<Response> waited = send(held, aof ? waitAof() : waitFor(replicas));
        Future<Response> told = send(held, HISTORY);
        return Future.join(touched, waited, told)
                .map(all -> new Round(count(waited.result()), History.of(told.result())))
                .recover(error -> {
                    boolean asked = aof && touched.succeeded() && waited.failed();
                    if (asked && RedisFailures.isReply(waited.cause()) && !History.endedBy(waited.cause())) {
                        withoutAof = held; // an older Redis, one without such a file, or one that forbids it
                        return round(held, key, false);
                    }
                    return Future.failedFuture(error);
                });
    }

    private static Request touch(String key) {
        return Request.cmd(Command.SET).arg(key).arg("1").arg("EX").arg(60);
    }

    static Request waitFor(int replicas) {
        return Request.cmd(Command.WAIT).arg(replicas).arg(ROUND_MS);
    }

    private Request waitAof() {
        return Request.cmd(WAITAOF).arg(1).arg(replicas).arg(ROUND_MS);
    }

    /** WAIT tells a number; WAITAOF tells whether this server has it on disk, and on how many replicas it is. */
    static long count(Response reply) {
        if (reply.type() != ResponseType.MULTI) {
            return reply.toLong();
        }
        return reply.get(0).toLong() < 1 ? 0 : reply.get(1).toLong();
    }

    private static Future<Response> send(HeldConnection held, Request request) {
        return held.send(connection -> connection.send(request), cause -> cause, null);
    }

    private void ended(HeldConnection held, List<Ask> asked, Round round) {
        boolean isEnough = round.replicas >= replicas;
        found(isEnough ? null : tooFew(round));
        List<Ask> others = new ArrayList<>();
        List<Ask> behind = new ArrayList<>();
        for (Ask ask : asked) {
            if (!ask.history.isThatOf(round.history)) {
                others.add(ask);
            } else if (isEnough) {
                ask.done.tryComplete();
            } else {
                behind.add(ask);
            }
        }
        again(behind);
        if (!others.isEmpty()) {
            again(others);
            running = true; // until it is known which of the two connections leads to the primary
            identify().onComplete(told -> {
                running = false;
                settle(held);
            });
        } else if (!waiting.isEmpty()) {
            schedule(); // WAIT has waited, if there are too few
        }
    }

    private Refusal tooFew(Round round) {
        return new Refusal(
                "NOREPLICAS",
                round.replicas + " replicas have what was written last, and --ack-replicas is " + replicas);
    }

    /** The round was in another history than that of some asks: either they are of the past, or its server is. */
    private void settle(HeldConnection held) {
        HeldConnection now = link.current();
        if (now != null) {
            List<Ask> gone = waiting.stream()
                    .filter(ask -> !ask.history.isThatOf(now.history()))
                    .toList();
            waiting.removeAll(gone);
            gone.forEach(ask -> ask.done.tryFail(failure())); // nobody knows whether the new primary has it
        }
        if (!waiting.isEmpty()) {
            own.replace(held, new RedisUnavailableException("it is another server than the one that records"));
        }
    }

    private void failed(HeldConnection held, List<Ask> asked, Throwable cause) {
        Refusal refusal = Refusal.of(cause);
        again(asked);
        if (closed) {
            return;
        }
        if (refusal != null && refusal.isOfMove()) {
            keys.notHere(); // the next round asks with another key
            return;
        }
        if (!RedisFailures.isReply(cause) || History.endedBy(cause) || refusal != null && refusal.endsConnection()) {
            own.replace(held, cause);
        } else {
            found(refusal == null ? new Refusal("ERR", String.valueOf(cause.getMessage())) : refusal);
        }
    }

    /** They go with the next round, before those that asked meanwhile; they fail if there will be none. */
    private void again(List<Ask> asked) {
        asked.addAll(waiting);
        waiting = asked;
        if (closed) {
            failWaiting();
        }
    }

    private void failWaiting() {
        List<Ask> asked = waiting;
        waiting = new ArrayList<>();
        asked.forEach(ask -> ask.done.tryFail(failure()));
    }

    private void found(@Nullable Refusal now) {
        problem = now;
        if (now == null) {
            if (outages.remove()) {
                LOG.info("replicas have what is recorded: orders are acked again");
            }
        } else if (outages.put(new Outage(now.toString(), now.brief(), "ack " + now.code()))) {
            LOG.log(
                    Level.WARNING,
                    "orders are recorded, and answered unavailable until enough replicas have them: {0}",
                    now);
        }
    }

    private UnreplicatedException failure() {
        Refusal now = problem;
        return new UnreplicatedException(
                now == null ? new Refusal("NOREPLICAS", "nobody knows which replicas have what was written") : now);
    }

    /** What is asked fails, and so does what will be: nobody looks for rounds that end too late. */
    Future<Void> close() {
        closed = true;
        Future<Void> end = own.close(); // the round of now fails, too
        failWaiting();
        return end;
    }
}
