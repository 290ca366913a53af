package org.livetally.streams.life;

import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Calls of {@code lua/start_stream.lua}. */
final class StartStream {
    private static final LuaScript SCRIPT = LuaScript.load("start_stream");

    private StartStream() {}

    static ScriptCall call(StreamKeys keys, long at) {
        return new ScriptCall(SCRIPT).key(keys.settings()).key(keys.totals()).arg(at);
    }
}
