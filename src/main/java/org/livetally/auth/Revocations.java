package org.livetally.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.model.Problem;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/**
 * The revoked tokens of one event loop, as Redis held them within the last second. While Redis does not answer, the last ones
 * known stand: revoking needs Redis, too.
 */
public final class Revocations {
    private static final Logger LOG = Logger.getLogger(Revocations.class.getName());
    static final long POLL_MS = 1_000;
    /** Every event loop reads all of them each second. */
    static final long MOST = 10_000;
    /** As the end of a token that nobody knows the end of. */
    public static final String FOR_EVER = "+inf";

    private final RedisLink redis;
    private final InstantSource clock;
    private final Runnable changed;
    private Set<String> revoked = Set.of();
    private boolean known;
    private boolean asking;

    /** @param changed is called after each look, about once a second */
    Revocations(Vertx vertx, RedisLink redis, InstantSource clock, Runnable changed) {
        this.redis = redis;
        this.clock = clock;
        this.changed = changed;
        redis.onConnected(this::poll);
        vertx.setPeriodic(POLL_MS, id -> poll());
    }

    /** Whether Redis has ever been asked: before that, no token may be trusted. */
    boolean isKnown() {
        return known;
    }

    boolean contains(Token token) {
        return revoked.contains(token.id());
    }

    private void poll() {
        if (!asking && redis.isConnected()) {
            asking = true;
            read().onComplete(done -> asking = false)
                    .onFailure(e -> LOG.log(Level.FINE, "revocations could not be read", e));
        }
        changed.run();
    }

    private Future<?> read() {
        Request stillOfUse = Request.cmd(Command.ZRANGE)
                .arg(StreamKeys.REVOKED)
                .arg(clock.instant().getEpochSecond())
                .arg("+inf")
                .arg("BYSCORE");
        return redis.send(stillOfUse).onSuccess(ids -> {
            Set<String> now = new HashSet<>();
            ids.forEach(id -> now.add(id.toString()));
            revoked = now;
            known = true;
            changed.run();
        });
    }

    /**
     * Revokes a token on all nodes, within two seconds.
     *
     * @param expires when it would have ended by itself, epoch seconds or {@link #FOR_EVER}; it is forgotten after that. Said
     *     twice, the later end counts: who says an earlier one shall not make the token good again
     * @return fails with a {@link Problem} if there are too many
     */
    public static Future<?> revoke(RedisLink redis, InstantSource clock, String id, String expires) {
        long now = clock.instant().getEpochSecond();
        Request prune = Request.cmd(Command.ZREMRANGEBYSCORE)
                .arg(StreamKeys.REVOKED)
                .arg("-inf")
                .arg("(" + now);
        Request add = Request.cmd(Command.ZADD)
                .arg(StreamKeys.REVOKED)
                .arg("GT")
                .arg(expires)
                .arg(id);
        Request count = Request.cmd(Command.ZCARD).arg(StreamKeys.REVOKED);
        return redis.send(prune).compose(pruned -> redis.send(count)).compose(held -> {
            if (held.toLong() >= MOST) {
                throw Problem.of(
                        409,
                        MOST
                                + " tokens are revoked already: use a new secret, and drop the old one, to end all others");
            }
            return redis.send(add);
        });
    }
}
