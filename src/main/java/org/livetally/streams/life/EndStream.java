package org.livetally.streams.life;

import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Calls of {@code lua/end_stream.lua}. */
final class EndStream {
    private static final LuaScript SCRIPT = LuaScript.load("end_stream");

    private EndStream() {}

    /** @param given whether a person gave the time, and can correct a wrong one */
    static ScriptCall call(StreamKeys keys, long at, boolean given) {
        return new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .arg(at)
                .arg(given ? 1 : 0);
    }
}
