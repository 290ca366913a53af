package org.livetally.streams.life;

import java.util.Map;
import org.livetally.catalogue.Catalogue;
import org.livetally.domain.tally.Total;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Calls of {@code lua/change_stream.lua}. */
final class ChangeStream {
    private static final LuaScript SCRIPT = LuaScript.load("change_stream");

    private ChangeStream() {}

    /** @param products the change of the catalogue */
    static ScriptCall call(StreamKeys keys, Map<String, String> settings, ProductChange products, long now) {
        ScriptCall call = new ScriptCall(SCRIPT).key(keys.settings()).key(keys.totals());
        products.addKeys(call, keys)
                .arg(now)
                .arg(Total.OF_GOAL.key())
                .arg(Catalogue.MAX_PRODUCTS)
                .arg(products.growth())
                .arg(products.edition());
        products.addArgs(call);
        settings.forEach((name, value) -> call.arg(name).arg(value));
        return call;
    }
}
