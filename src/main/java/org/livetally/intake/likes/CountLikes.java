package org.livetally.intake.likes;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.domain.tally.Tallies;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Runs {@code lua/count_likes.lua}, and hides the order of its keys, arguments and reply. */
final class CountLikes {
    /** A source that does not grow is noted to be there as often as this, which is enough to see that it is not. */
    private static final long HEARD_STEP_MS = 10_000;

    private static final LuaScript SCRIPT = LuaScript.load("count_likes");
    private static final long NEW = -1;
    private static final long TOO_MANY = -2;

    private CountLikes() {}

    /**
     * What the script says.
     *
     * @param status of the stream, if it is not live; empty if there is none
     * @param raised whether the stream's version was raised
     * @param before the likes of each source before, in the order that they were asked in
     */
    record Answer(@Nullable String status, boolean raised, Map<String, Long> before) {
        /** Whether the source was not there yet. */
        boolean isNew(String source) {
            return before.getOrDefault(source, NEW) == NEW;
        }

        /** Whether the source is one too many for the stream. */
        boolean isTooMany(String source) {
            return before.getOrDefault(source, NEW) == TOO_MANY;
        }

        /** The likes of the source before. */
        long likes(String source) {
            return Math.max(before.getOrDefault(source, NEW), 0);
        }
    }

    /**
     * Raises the likes of sources. May be sent again: it counts nothing twice.
     *
     * @param now epoch milliseconds
     * @param totals by source
     */
    static Future<Answer> run(RedisLink redis, StreamKeys keys, long now, Map<String, Long> totals) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.audience())
                .key(keys.likeSources())
                .key(keys.likesHeard())
                .key(keys.trend())
                .key(keys.minutes())
                .key(keys.newest())
                .arg(now)
                .arg(Tallies.minuteOf(now))
                .arg(MinuteMeasure.LIKES.key())
                .arg(Board.TREND_MINUTES)
                .arg(BoardAudience.MAX_SOURCES)
                .arg(HEARD_STEP_MS);
        totals.forEach((source, total) -> call.arg(source).arg(total));
        return redis.runReplicated(call).map(reply -> answer(reply, totals));
    }

    private static Answer answer(@Nullable Response reply, Map<String, Long> totals) {
        if (reply == null || reply.type() != ResponseType.MULTI) {
            return new Answer(reply == null ? "" : reply.toString(), false, Map.of());
        }
        Map<String, Long> before = new HashMap<>();
        int place = 1;
        for (String source : totals.keySet()) {
            before.put(source, reply.get(place++).toLong());
        }
        return new Answer(null, reply.get(0).toInteger() == 1, before);
    }
}
