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

/** Archives closed streams by themselves once they are old: every hour, on the node that has the lease. */
public final class OldStreams {
    private static final Logger LOG = Logger.getLogger(OldStreams.class.getName());
    private static final LuaScript LEASE = LuaScript.load("hold_lease");
    private static final String LEASE_KEY = "livetally:archiver";
    private static final long LOOK_MS = Duration.ofHours(1).toMillis();
    /** Longer than a stream takes. */
    private static final long LEASE_MS = Duration.ofMinutes(30).toMillis();

    private final Vertx vertx;
    private final RedisLink redis;
    private final StreamDirectory streams;
    private final Archives archives;
    private final Rule rule;
    private boolean looking;

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

    /** Looks now, and then every hour. */
    public void start() {
        redis.onConnected(this::look);
        vertx.setPeriodic(LOOK_MS, id -> look());
    }

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        archiveOld()
                .onFailure(
                        e -> LOG.log(Level.WARNING, "old streams are looked for again in an hour: {0}", e.getMessage()))
                .onComplete(done -> looking = false);
    }

    /** Archives all streams that are old now; one that cannot be archived does not hold up the others. */
    Future<Void> archiveOld() {
        return holdsLease()
                .compose(holds -> holds ? streams.ids() : Future.succeededFuture(List.<String>of()))
                .compose(ids -> {
                    Iterator<String> next = ids.iterator();
                    return Steps.whileTrue(() -> !next.hasNext()
                            ? Future.succeededFuture(false)
                            : archiveIfOld(next.next()).map(true));
                });
    }

    private Future<Boolean> holdsLease() {
        return redis.run(new ScriptCall(LEASE).key(LEASE_KEY).arg(rule.node).arg(LEASE_MS))
                .map(held -> held.toInteger() == 1);
    }

    private Future<?> archiveIfOld(String stream) {
        return redis.send(Request.cmd(Command.HMGET)
                        .arg(new StreamKeys(stream).settings())
                        .arg("status")
                        .arg("closedAt")
                        .arg(Archived.SETTING))
                .compose(found -> isOld(found)
                        ? holdsLease().compose(held -> archives.archive(stream)).otherwiseEmpty()
                        : Future.succeededFuture());
    }

    private boolean isOld(Response found) {
        return found.get(0) != null
                && found.get(0).toString().equals(StreamStatus.CLOSED.wire())
                && found.get(1) != null
                && found.get(1).toLong() + Duration.ofDays(rule.days).toMillis() <= rule.clock.millis()
                && found.get(2) == null;
    }
}
