package org.livetally.streams.life;

import java.util.Map;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Calls of {@code lua/create_stream.lua}. */
final class CreateStream {
    private static final LuaScript SCRIPT = LuaScript.load("create_stream");

    private CreateStream() {}

    /** @param products those of the new stream */
    static ScriptCall call(StreamKeys keys, Map<String, String> settings, ProductChange products, long now) {
        ScriptCall call = new ScriptCall(SCRIPT).key(keys.settings()).key(keys.totals());
        products.addArgs(products.addKeys(call, keys).arg(Basis.ALL_TALLIES));
        call.arg("status").arg(StreamStatus.SCHEDULED.wire()).arg("createdAt").arg(now);
        settings.forEach((name, value) -> call.arg(name).arg(value));
        return call;
    }
}
