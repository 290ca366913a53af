package org.livetally.archive;

import io.vertx.core.Future;
import java.util.List;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;

/** Calls of {@code lua/archive_stream.lua}. */
final class ArchiveStream {
    private static final LuaScript SCRIPT = LuaScript.load("archive_stream");

    private ArchiveStream() {}

    /** What stays in Redis of a stream that is archived, and is newer than in the file. */
    static List<String> kept(StreamKeys keys) {
        return List.of(
                keys.settings(),
                keys.totals(),
                keys.audience(),
                keys.viewers(),
                keys.likeSources(),
                keys.likesHeard(),
                keys.loss(),
                keys.seal());
    }

    /**
     * @param run the lease that it needs
     * @param state what Redis had when the file was written
     * @return what the script answers
     */
    static Future<String> run(RedisLink redis, StreamKeys keys, String run, StreamState state, Archived archived) {
        ScriptCall call =
                new ScriptCall(SCRIPT).key(keys.settings()).key(keys.totals()).key(keys.archiving());
        List<String> kept = kept(keys);
        keys.all().stream().filter(key -> !kept.contains(key)).forEach(call::key);
        call.arg(archived.json().encode())
                .arg(state.totals().getOrDefault("last", ""))
                .arg(state.totals().getOrDefault("erased", ""))
                .arg(state.settings().getOrDefault("edition", ""))
                .arg(run);
        return redis.run(call).map(Object::toString);
    }
}
