package org.livetally.audience;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Runs {@code lua/audience.lua} for one counter. */
final class AudienceScript {
    /**
     * How long a counter stays valid without a renewal: it survives some missed ones, but not for long if its node was
     * killed.
     */
    static final long LEASE_MS = 6_000;

    private static final LuaScript SCRIPT = LuaScript.load("audience");
    private static final String NO_COUNTER = "";
    private static final AudienceBatch NOTHING = new AudienceBatch(0, 0);

    private final RedisLink redis;
    private final String counter;

    /** @param counter names one event loop of one run of a node */
    AudienceScript(RedisLink redis, String counter) {
        this.redis = redis;
        this.counter = counter;
    }

    /**
     * Adds the batch to the stream's figures and renews the counter's lease. A batch that is sent again is not added
     * again.
     */
    Future<AudienceCounts> apply(StreamKeys keys, AudienceBatch batch) {
        return run(redis, keys, counter, batch);
    }

    /** Removes the counters whose lease has expired. */
    static Future<AudienceCounts> expire(RedisLink redis, StreamKeys keys) {
        return run(redis, keys, NO_COUNTER, NOTHING);
    }

    private static Future<AudienceCounts> run(RedisLink redis, StreamKeys keys, String by, AudienceBatch batch) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.audience())
                .key(keys.viewers())
                .key(keys.trend())
                .key(keys.minutes())
                .key(keys.presence())
                .key(keys.flushes())
                .key(keys.newest())
                .arg(by)
                .arg(batch.number())
                .arg(batch.open())
                .arg(LEASE_MS)
                .arg(Board.TREND_MINUTES)
                .arg(MinuteMeasure.LIKES.key())
                .arg(batch.likes().size());
        batch.likes().forEach((minute, likes) -> call.arg(minute).arg(likes));
        batch.opened().forEach(viewer -> call.arg(viewer.id()));
        return redis.run(call).map(AudienceScript::counts);
    }

    private static AudienceCounts counts(@Nullable Response reply) {
        if (reply == null) {
            return AudienceCounts.NONE;
        }
        return new AudienceCounts(
                reply.get(0).toLong(), reply.get(1).toLong(), flag(reply, 3), flag(reply, 4), flag(reply, 5));
    }

    private static boolean flag(Response reply, int index) {
        return reply.get(index).toInteger() == 1;
    }
}
