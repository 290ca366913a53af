package org.livetally.ledger.seal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.logging.LogThrottle;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * The continuous audit: whichever node holds the lease compares the figures of all streams with their ledgers again and
 * again, and seals these. It has an event loop of its own, and of a core only a small share: under many orders it falls
 * behind, and catches up when there are fewer.
 *
 * <p>Each second it asks which streams have new messages, of those that are live or were so lately, and each five minutes about all others. One that has is
 * compared at least five seconds later, and until all its names were compared since the newest message; after that a live
 * one once a minute, and others no more.
 */
public final class Sealer {
    private static final Logger LOG = Logger.getLogger(Sealer.class.getName());
    private static final LuaScript LEASE = LuaScript.load("hold_lease");
    /** Less than the 5 % that are promised: what it takes for a step is known after that step. */
    private static final double SHARE_OF_CORE = 0.04;

    private static final long TURN_MS = 1_000;
    private static final long LEASE_MS = 5_000;
    private static final long ALL_MS = 300_000;
    /** An idle server costs Redis next to nothing: a command at every sixth second, and not when others look. */
    private static final int IDLE_TURNS = 6;

    private static final int FIRST_TURN = 3;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Node node;
    private final Rounds.Timing timing;
    private final CpuBudget budget;
    private final ChangedLedgers ledgers;
    private final LogThrottle throttle = new LogThrottle();
    private Rounds rounds;
    private boolean holds;
    /** Whether another node had something to do when it was asked last. That may be killed: this node then goes on at once. */
    private boolean waits;

    private boolean looking;
    private boolean working;
    /** When it is asked about all streams again. */
    private long allAt = now();

    /** Whether no stream is live or was so lately. */
    private boolean idle = true;

    private int waited = IDLE_TURNS - FIRST_TURN;

    /**
     * What it needs of the node.
     *
     * @param id names the node in the lease
     * @param clock of streams
     * @param cpu receives the nanoseconds of CPU that it uses
     * @param found is told of each audit whose number of differences is another one than before, and of each last one for now
     */
    public record Node(String id, InstantSource clock, LongAdder cpu, BiConsumer<String, StoredSeal> found) {}

    /** To be constructed on the event loop of the link, which nothing else may use: its time is what counts. */
    public Sealer(Vertx vertx, RedisLink redis, Node node) {
        this(vertx, redis, node, Rounds.Timing.DEFAULT, SHARE_OF_CORE);
    }

    Sealer(Vertx vertx, RedisLink redis, Node node, Rounds.Timing timing, double share) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        this.vertx = vertx;
        this.redis = redis;
        this.node = node;
        this.timing = timing;
        this.budget = new CpuBudget(share, threads::getCurrentThreadCpuTime, System::nanoTime, node.cpu);
        this.ledgers = new ChangedLedgers(redis);
        this.rounds = rounds();
    }

    private Rounds rounds() {
        return new Rounds(stream -> new SealedStream(redis, stream, node.clock), timing, node.found);
    }

    /** Works from now on, on this event loop. */
    public void start() {
        redis.onConnected(this::lookAround);
        vertx.setPeriodic(TURN_MS, id -> {
            if (!idle || ++waited % IDLE_TURNS == 0) {
                lookAround();
            }
        });
    }

    private void lookAround() {
        if (!looking && redis.isConnected(StreamKeys.SEALER)) {
            looking = true;
            turn().onComplete(done -> {
                looking = false;
                if (done.failed()) {
                    warn("ledgers", "it could not be seen which ledgers have changed", done.cause());
                }
            });
        }
    }

    /** If there is something to do, asks for the lease, and then which ledgers have changed. */
    Future<Void> turn() {
        if (holds || waits) {
            return lease();
        }
        boolean all = isAllDue();
        return isThereAny(all ? StreamKeys.INDEX : StreamKeys.LIVE).compose(there -> {
            idle = !there;
            if (there) {
                return lease();
            }
            if (all) {
                allAt = now() + ALL_MS;
            }
            return Future.succeededFuture();
        });
    }

    /** Whether there are streams, or another node audits some that are over. */
    private Future<Boolean> isThereAny(String index) {
        return ledgers.count(index)
                .compose(count -> count > 0
                        ? Future.succeededFuture(true)
                        : redis.send(Request.cmd(Command.EXISTS).arg(StreamKeys.SEALER))
                                .map(held -> held.toInteger() == 1));
    }

    private boolean isAllDue() {
        return now() - allAt >= 0;
    }

    private Future<Void> lease() {
        return ask(LEASE_MS).compose(held -> {
            hold(held);
            waits = !held;
            idle = false;
            return holds ? look() : Future.succeededFuture();
        });
    }

    private Future<Boolean> ask(long ms) {
        return redis.run(new ScriptCall(LEASE)
                        .key(StreamKeys.SEALER)
                        .arg(node.id)
                        .arg(ms))
                .map(reply -> reply.toInteger() == 1);
    }

    /** What is known of streams is true only as long as nobody else seals them. */
    private void hold(boolean held) {
        if (held == holds) {
            return;
        }
        holds = held;
        allAt = now();
        ledgers.forget();
        rounds = rounds();
    }

    private Future<Void> look() {
        boolean all = isAllDue();
        return ledgers.streams(StreamKeys.LIVE).compose(live -> {
            rounds.live(live, now());
            Future<Set<String>> asked =
                    all ? ledgers.streams(StreamKeys.INDEX) : Future.succeededFuture(rounds.watched(now()));
            return asked.compose(ledgers::among).map(changed -> {
                if (all) {
                    allAt = now() + ALL_MS;
                }
                rounds.changed(changed, now());
                work();
                rest();
                return null;
            });
        });
    }

    /** With nothing to do it gives the lease to whoever is first to have something. */
    private void rest() {
        if (rounds.isIdle(now())) {
            holds = false;
            idle = true;
            ask(1).onFailure(unknown -> {}); // it ends by itself
        }
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Does what is due, step by step, unless it does already. */
    private void work() {
        if (!working) {
            working = true;
            step();
        }
    }

    private void step() {
        long wait = budget.waitNanos();
        if (wait > 0) {
            vertx.setTimer(1 + TimeUnit.NANOSECONDS.toMillis(wait), id -> step());
            return;
        }
        Rounds of = rounds;
        SealedStream next = holds && redis.isConnected(StreamKeys.SEALER) ? of.next(now()) : null;
        if (next == null) {
            working = false;
            return;
        }
        step(of, next).onComplete(done -> vertx.runOnContext(turn -> step()));
    }

    private Future<Void> step(Rounds of, SealedStream stream) {
        return Future.succeededFuture()
                .compose(now -> stream.step())
                .map(done -> {
                    of.did(stream, done, now());
                    return (Void) null;
                })
                .onFailure(cause -> {
                    of.failed(stream, now());
                    warn(
                            stream.stream(),
                            "stream " + stream.stream() + " could not be audited; tried again soon",
                            cause);
                });
    }

    private void warn(String subject, String what, @Nullable Throwable cause) {
        // The link tells of an outage itself, and once.
        Level level = redis.isConnected() ? Level.WARNING : Level.FINE;
        throttle.admit(subject, System.nanoTime())
                .ifPresent(more -> LOG.log(level, what + LogThrottle.others(more), cause));
    }
}
