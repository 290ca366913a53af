package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.board.BoardAudience.Source;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.LikeSources;

/**
 * What a campaign follows of a member besides its ledger, at one moment. Hides the order of the keys, of the argument and of the reply of
 * {@code read_member.lua}.
 *
 * @param version of the stream's board
 * @param last the newest seq of its ledger
 * @param basis the newest change of what its orders are judged by
 * @param tallies the mark of the tallies that it counts, see {@code Basis}; empty for the first ones
 * @param accepted the newest loss that was accepted; null if none was
 */
record MemberState(
        Settings settings,
        long version,
        Seq last,
        Seq basis,
        String tallies,
        @Nullable String accepted,
        Audience audience) {
    private static final LuaScript SCRIPT = LuaScript.load("read_member");

    /** @param archived says that the stream is in a file; null while it is in Redis */
    record Settings(
            String title,
            String status,
            String currency,
            ZoneId zone,
            @Nullable Archived archived) {}

    /** @param sources of likes, by name */
    record Audience(long likes, long views, long viewers, long uniqueViewers, Map<String, Source> sources) {
        static final Audience NONE = new Audience(0, 0, 0, 0, Map.of());
    }

    /** Reads it; null if Redis has no such stream. */
    static Future<@Nullable MemberState> read(RedisLink redis, StreamKeys keys) {
        return redis.runReplicated(new ScriptCall(SCRIPT)
                        .key(keys.settings())
                        .key(keys.totals())
                        .key(keys.audience())
                        .key(keys.presence())
                        .key(keys.loss())
                        .key(keys.likeSources())
                        .key(keys.likesHeard())
                        .arg(BoardAudience.MAX_SOURCES))
                .map(reply -> reply == null ? null : of(reply));
    }

    private static MemberState of(Response reply) {
        Response settings = reply.get(0);
        Response totals = reply.get(1);
        Response accepted = reply.get(2);
        Response audience = reply.get(3);
        return new MemberState(
                new Settings(
                        text(settings.get(0), ""),
                        text(settings.get(1), ""),
                        text(settings.get(2), ""),
                        ZoneId.of(text(settings.get(3), "UTC")),
                        settings.get(4) == null
                                ? null
                                : Archived.of(settings.get(4).toString())),
                Long.parseLong(text(totals.get(0), "0")),
                seq(totals.get(1)),
                seq(totals.get(2)),
                text(totals.get(3), ""),
                accepted == null ? null : accepted.toString(),
                new Audience(
                        number(audience.get(0)),
                        number(audience.get(4)),
                        number(audience.get(1)),
                        number(audience.get(3)),
                        LikeSources.of(reply.get(4))));
    }

    private static String text(@Nullable Response value, String missing) {
        return value == null ? missing : value.toString();
    }

    private static Seq seq(@Nullable Response value) {
        return value == null ? Seq.START : Seq.parse(value.toString());
    }

    private static long number(@Nullable Response value) {
        return value == null ? 0 : value.toLong();
    }
}
