package org.livetally.streams;

import org.livetally.redis.LuaScript;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;

/** {@code lua/change_stream.lua}. */
final class ChangeStream {
    private static final LuaScript SCRIPT = LuaScript.load("change_stream");

    private ChangeStream() {}

    static ScriptCall call(StreamKeys keys, StreamSettings changes, long now) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.config())
                .key(keys.totals())
                .key(keys.catalogue())
                .arg(now)
                .arg(StreamSettings.MAX_PRODUCTS)
                .arg(changes.fields().size());
        changes.pairs().forEach(call::arg);
        return call;
    }
}
