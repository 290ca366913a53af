package org.livetally.streams;

import org.livetally.redis.LuaScript;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;
import org.livetally.streams.StoredCatalogue.Staged;

/** Calls of {@code lua/change_stream.lua}. */
final class ChangeStream {
    private static final LuaScript SCRIPT = LuaScript.load("change_stream");

    private ChangeStream() {}

    /**
     * @param staged the catalogue to replace the current one; if there is one, {@code changes} has no changes of
     *     products
     */
    static ScriptCall call(StreamKeys keys, StreamSettings changes, Staged staged, long now) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.config())
                .key(keys.totals())
                .key(keys.catalogue())
                .key(staged.key())
                .arg(now)
                .arg(StreamSettings.MAX_PRODUCTS)
                .arg(changes.fields().size())
                .arg(staged.products())
                .arg(staged.same())
                .arg(staged.edition());
        changes.pairs().forEach(call::arg);
        return call;
    }
}
