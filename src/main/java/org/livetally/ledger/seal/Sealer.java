package org.livetally.ledger.seal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
 * <p>Each second it asks which live streams have new messages, and each ten seconds about all others. One that has is
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
    private static final int TURNS_TO_ALL = 10;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Node node;
    private final Rounds.Timing timing;
    private final CpuBudget budget;
    private final ChangedLedgers ledgers;
    private final LogThrottle throttle = new LogThrottle();
    private Rounds rounds;
    private boolean holds;
    private boolean looking;
    private boolean working;
    private int turns;

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
        vertx.setPeriodic(TURN_MS, id -> {
            if (!looking && redis.isConnected()) {
                looking = true;
                turn().onComplete(done -> {
                    looking = false;
                    if (done.failed()) {
                        warn("ledgers", "it could not be seen which ledgers have changed", done.cause());
                    }
                });
            }
        });
    }

    /** Asks for the lease, and then which ledgers have changed. */
    Future<Void> turn() {
        return redis.run(new ScriptCall(LEASE)
                        .key(StreamKeys.SEALER)
                        .arg(node.id)
                        .arg(LEASE_MS))
                .compose(reply -> {
                    boolean held = reply.toInteger() == 1;
                    if (held != holds) {
                        begin(held);
                    }
                    return held ? look() : Future.succeededFuture();
                });
    }

    /** What is known of streams is true only as long as nobody else seals them. */
    private void begin(boolean held) {
        holds = held;
        turns = 0;
        ledgers.forget();
        rounds = rounds();
    }

    private Future<Void> look() {
        boolean all = turns++ % TURNS_TO_ALL == 0;
        return ledgers.streams(StreamKeys.LIVE).compose(live -> {
            rounds.live(live, now());
            Future<Set<String>> asked = all ? ledgers.streams(StreamKeys.INDEX) : Future.succeededFuture(live);
            return asked.compose(ledgers::among).map(changed -> {
                rounds.changed(changed, now());
                work();
                return null;
            });
        });
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
        SealedStream next = holds && redis.isConnected() ? of.next(now()) : null;
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
