package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.ledger.count.Steps;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;

/**
 * Archives closed streams by themselves once they are old: every hour, on the node that holds the lease. It is renewed while a
 * stream is archived, however long that takes; a node that comes to hold it looks at once, since the one before may have
 * been killed midway.
 *
 * <p>The lease only saves work: no two nodes archive a stream at a time, for which each stream has a lease of its own.
 */
public final class OldStreams {
    private static final Logger LOG = Logger.getLogger(OldStreams.class.getName());
    private static final LuaScript LEASE = LuaScript.load("hold_lease");
    private static final long LOOK_NANOS = Duration.ofHours(1).toNanos();
    private static final long TURN_MS = 2_000;
    /** With a turn, less than the ten seconds within which another node goes on where one was killed. */
    private static final long LEASE_MS = 6_000;

    private final Vertx vertx;
    private final RedisLink redis;
    private final StreamDirectory streams;
    private final Archives archives;
    private final Rule rule;
    private boolean holds;
    private boolean looking;
    /** When it looks next, by {@link System#nanoTime}; known while it holds the lease. */
    private long lookAt;

    /**
     * Which streams are old, and for whom.
     *
     * @param node names this node in the lease
     * @param days since the books were closed
     */
    public record Rule(String node, int days, InstantSource clock) {}

    public OldStreams(Vertx vertx, RedisLink redis, Archives archives, Rule rule) {
        this.vertx = vertx;
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
        this.archives = archives;
        this.rule = rule;
    }

    /** Works from now on, on this event loop. */
    public void start() {
        redis.onConnected(this::beginTurn);
        vertx.setPeriodic(TURN_MS, id -> beginTurn());
    }

    /** Does not wait for the turn before, which may archive: the lease must be renewed meanwhile. */
    private void beginTurn() {
        if (redis.isConnected()) {
            turn().onFailure(e ->
                    LOG.log(Level.WARNING, "old streams are looked for again in an hour: {0}", e.getMessage()));
        }
    }

    /** Takes or keeps the lease; looks if that is due, and completes when what is old then is archived. */
    Future<Void> turn() {
        return redis.run(new ScriptCall(LEASE)
                        .key(StreamKeys.ARCHIVER)
                        .arg(rule.node)
                        .arg(LEASE_MS))
                .otherwise(unknown -> null)
                .compose(held -> {
                    hold(held != null && held.toInteger() == 1);
                    return holds && !looking && System.nanoTime() - lookAt >= 0 ? look() : Future.succeededFuture();
                });
    }

    private void hold(boolean held) {
        if (held && !holds) {
            lookAt = System.nanoTime();
        }
        holds = held;
    }

    private Future<Void> look() {
        looking = true;
        lookAt = System.nanoTime() + LOOK_NANOS;
        return streams.ids().compose(this::archiveOld).onComplete(done -> looking = false);
    }

    /** One that cannot be archived does not hold up the others; the rest is left to whoever holds the lease then. */
    private Future<Void> archiveOld(List<String> ids) {
        Iterator<String> next = ids.iterator();
        return Steps.whileTrue(() -> !holds || !next.hasNext()
                ? Future.succeededFuture(false)
                : archiveIfOld(next.next()).map(true));
    }

    private Future<?> archiveIfOld(String stream) {
        return redis.send(Request.cmd(Command.HMGET)
                        .arg(new StreamKeys(stream).settings())
                        .arg("status")
                        .arg("closedAt")
                        .arg(Archived.SETTING))
                .compose(found -> isOld(found) ? archives.archive(stream).otherwiseEmpty() : Future.succeededFuture());
    }

    private boolean isOld(Response found) {
        return found.get(0) != null
                && found.get(0).toString().equals(StreamStatus.CLOSED.wire())
                && found.get(1) != null
                && found.get(1).toLong() + Duration.ofDays(rule.days).toMillis() <= rule.clock.millis()
                && found.get(2) == null;
    }
}
