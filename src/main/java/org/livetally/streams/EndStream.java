package org.livetally.streams;

import org.livetally.redis.LuaScript;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;

/** {@code lua/end_stream.lua}. */
final class EndStream {
    private static final LuaScript SCRIPT = LuaScript.load("end_stream");

    private EndStream() {}

    /** @param given whether a person said when, so that a wrong time is theirs to correct */
    static ScriptCall call(StreamKeys keys, long at, boolean given) {
        return new ScriptCall(SCRIPT)
                .key(keys.config())
                .key(keys.totals())
                .arg(at)
                .arg(given ? 1 : 0);
    }
}
