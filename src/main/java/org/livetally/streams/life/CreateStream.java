package org.livetally.streams.life;

import org.livetally.catalogue.Catalogue.Staged;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Calls of {@code lua/create_stream.lua}. */
final class CreateStream {
    private static final LuaScript SCRIPT = LuaScript.load("create_stream");

    private CreateStream() {}

    /** @param staged the stream's products */
    static ScriptCall call(StreamKeys keys, StreamSettings settings, Staged staged, long now) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.catalogue())
                .key(staged.key())
                .arg(staged.products());
        call.arg("status").arg("scheduled").arg("createdAt").arg(now);
        settings.fields().forEach((name, value) -> call.arg(name).arg(value));
        return call;
    }
}
