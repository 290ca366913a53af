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
import org.jspecify.annotations.Nullable;
import org.livetally.model.Problem;
import org.livetally.model.Rule;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/**
 * The revoked tokens of one event loop, as Redis held them within the last second. While Redis does not answer, the last ones
 * known stand: revoking needs Redis, too.
 */
public final class Revocations {
    private static final Logger LOG = Logger.getLogger(Revocations.class.getName());
    static final long POLL_MS = 1_000;
    /** Beyond which only listed tokens are revoked, and from the command line: every event loop reads all of them each second. */
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
        return token.isAmong(revoked);
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
        return read(redis, clock).onSuccess(ids -> {
            revoked = ids;
            known = true;
            changed.run();
        });
    }

    /** The ids of those that are revoked now. */
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
     * Revokes a token, and all that was made with it, on all nodes, within two seconds.
     *
     * @param expires when it would have ended by itself, epoch seconds or {@link #FOR_EVER}, where the list of tokens does not know; it
     *     is forgotten after that. Said twice, the later end counts: who says an earlier one shall not make the token good again
     * @param revoker with whose rights; null for the command line's, which are all
     * @return fails with a {@link Problem} if there are too many, or if the revoker may know of no such token
     */
    public static Future<Void> revoke(
            RedisLink redis, InstantSource clock, String id, String expires, @Nullable Token revoker) {
        long now = clock.instant().getEpochSecond();
        return redis.run(RevokeToken.call(id, expires, revoker, now)).map(reply -> {
            switch (reply.toString()) {
                case "revoked" -> {
                    return null;
                }
                case "unknown" -> throw Problem.of(404, Rule.TOKEN_UNKNOWN.reason());
                case "many" -> throw TokenList.tooMany();
                default -> throw Problem.of(409, Rule.TOKENS_REVOKED.reason(MOST));
            }
        });
    }
}
