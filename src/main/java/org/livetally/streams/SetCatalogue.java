package org.livetally.streams;

import java.util.Map;
import org.livetally.redis.LuaScript;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;

/** {@code lua/set_catalogue.lua}. */
final class SetCatalogue {
    private static final LuaScript SCRIPT = LuaScript.load("set_catalogue");

    private SetCatalogue() {}

    /** @param products sku to JSON */
    static ScriptCall call(StreamKeys keys, Map<String, String> products) {
        ScriptCall call =
                new ScriptCall(SCRIPT).key(keys.config()).key(keys.totals()).key(keys.catalogue());
        products.forEach((sku, json) -> call.arg(sku).arg(json));
        return call;
    }
}
