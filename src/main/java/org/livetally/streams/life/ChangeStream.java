package org.livetally.streams.life;

import org.livetally.catalogue.Catalogue;
import org.livetally.catalogue.Catalogue.Staged;
import org.livetally.domain.tally.Total;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

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
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.catalogue())
                .key(staged.key())
                .arg(now)
                .arg(Catalogue.MAX_PRODUCTS)
                .arg(changes.fields().size())
                .arg(staged.products())
                .arg(staged.same())
                .arg(staged.edition())
                .arg(Total.OF_GOAL.key());
        changes.pairs().forEach(call::arg);
        return call;
    }
}
