package org.livetally.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * The revoked tokens of one event loop, as Redis held them within the last second. They are read once a second, not for
 * each request, so that an order costs no second trip to Redis. While Redis does not answer, the last known ones stay
 * in force: revoking needs Redis, too. No token is trusted before the first reading.
 */
public final class Revocations {
    private static final Logger LOG = Logger.getLogger(Revocations.class.getName());
    static final long POLL_MS = 1_000;
    /**
     * Maximum of revoked tokens, since every event loop reads all of them each second. Above it, only tokens on the
     * list can be revoked; the command line has no limit.
     */
    static final long MAX_REVOKED = 10_000;
    /** The end of a token whose end is unknown. */
    public static final String FOR_EVER = "+inf";

    private final RedisLink redis;
    private final InstantSource clock;
    private final Runnable changed;
    private Set<String> revoked = Set.of();
    private boolean known;
    private boolean asking;

    /** @param changed is called after each reading, about once a second */
    Revocations(Vertx vertx, RedisLink redis, InstantSource clock, Runnable changed) {
        this.redis = redis;
        this.clock = clock;
        this.changed = changed;
        redis.onConnected(this::poll);
        vertx.setPeriodic(POLL_MS, id -> poll());
    }

    /** Whether the revocations were ever read; until then, no token may be trusted. */
    boolean isKnown() {
        return known;
    }

    boolean contains(Token token) {
        return token.isAmong(revoked);
    }

    private void poll() {
        if (!asking && redis.isConnected(StreamKeys.REVOKED)) {
            asking = true;
            read().onComplete(done -> asking = false)
                    .onFailure(e -> LOG.log(Level.FINE, "revocations could not be read", e));
        }
        changed.run();
    }

    private Future<?> read() {
        return read(redis, clock).onSuccess(ids -> {
            revoked = ids;
            known = true;
            changed.run();
        });
    }

    /** The ids of the tokens that are revoked now. */
    static Future<Set<String>> read(RedisLink redis, InstantSource clock) {
        Request stillOfUse = Request.cmd(Command.ZRANGE)
                .arg(StreamKeys.REVOKED)
                .arg(clock.instant().getEpochSecond())
                .arg(FOR_EVER)
                .arg("BYSCORE");
        return redis.send(stillOfUse).map(ids -> {
            Set<String> now = new HashSet<>();
            ids.forEach(id -> now.add(id.toString()));
            return now;
        });
    }

    /**
     * Revokes a token, and all tokens made with it, on all nodes, within two seconds.
     *
     * @param expires when the token would have expired by itself, in epoch seconds or {@link #FOR_EVER}, after which
     *     the revocation is forgotten; used only if the token is not on the list. If a token is revoked twice, the
     *     later end counts, since an earlier one must not make the token valid again
     * @param revoker the token whose rights are used; null for the command line, which has all rights
     * @return fails with a {@link Problem} if there are too many, or if the revoker may not know such a token
     */
    public static Future<Void> revoke(
            RedisLink redis, InstantSource clock, String id, String expires, @Nullable Token revoker) {
        long now = clock.instant().getEpochSecond();
        return redis.runReplicated(RevokeToken.call(id, expires, revoker, now)).map(reply -> {
            switch (reply.toString()) {
                case "revoked" -> {
                    return null;
                }
                case "unknown" -> throw Problem.of(404, Rule.TOKEN_UNKNOWN.reason());
                case "many" -> throw TokenList.tooMany();
                default -> throw Problem.of(409, Rule.TOKENS_REVOKED.reason(MAX_REVOKED));
            }
        });
    }
}
