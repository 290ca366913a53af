package org.livetally.streams;

import org.livetally.redis.LuaScript;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;
import org.livetally.streams.StoredCatalogue.Staged;

/** Calls of {@code lua/create_stream.lua}. */
final class CreateStream {
    private static final LuaScript SCRIPT = LuaScript.load("create_stream");

    private CreateStream() {}

    /** @param staged the stream's products */
    static ScriptCall call(StreamKeys keys, StreamSettings settings, Staged staged, long now) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.config())
                .key(keys.totals())
                .key(keys.catalogue())
                .key(staged.key())
                .arg(staged.products());
        call.arg("status").arg("scheduled").arg("createdAt").arg(now);
        settings.fields().forEach((name, value) -> call.arg(name).arg(value));
        return call;
    }
}
