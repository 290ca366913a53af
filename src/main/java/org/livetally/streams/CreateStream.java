package org.livetally.streams;

import org.livetally.redis.LuaScript;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;

/** {@code lua/create_stream.lua}. */
final class CreateStream {
    private static final LuaScript SCRIPT = LuaScript.load("create_stream");
    private static final int OWN_SETTINGS = 2;

    private CreateStream() {}

    static ScriptCall call(StreamKeys keys, StreamSettings settings, long now) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.config())
                .key(keys.totals())
                .key(keys.catalogue())
                .arg(OWN_SETTINGS + settings.fields().size());
        call.arg("status").arg("scheduled").arg("createdAt").arg(now);
        settings.pairs().forEach(call::arg);
        return call;
    }
}
