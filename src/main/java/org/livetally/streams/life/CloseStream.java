package org.livetally.streams.life;

import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Calls of {@code lua/close_stream.lua}. */
final class CloseStream {
    private static final LuaScript SCRIPT = LuaScript.load("close_stream");

    private CloseStream() {}

    static ScriptCall call(StreamKeys keys, long now) {
        return new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.holds())
                .arg(now);
    }
}
