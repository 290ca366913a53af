package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Hides the order of the keys and arguments of {@code erase_in_campaign.lua}. */
record EraseInCampaign(RedisLink redis, CampaignKeys keys, String buyer, String pseudonym) {
    private static final LuaScript SCRIPT = LuaScript.load("erase_in_campaign");

    /**
     * What is replaced.
     *
     * @param open by the name of an order what is held of it, and what comes in its place
     * @param isGone whether the buyer is no buyer of the campaign any more
     * @param groups of which the buyer is none any more
     * @param recent what is shown of an order, and what comes in its place
     */
    record Replaced(Map<String, List<String>> open, boolean isGone, Set<String> groups, Map<String, String> recent) {
        /** Only what was read of the ledgers before is refused. */
        static final Replaced NOTHING = new Replaced(Map.of(), false, Set.of(), Map.of());
    }

    /**
     * Completes with whether it was done.
     *
     * @param version that the tallies must have; empty for any
     */
    Future<Boolean> run(String version, Replaced replaced) {
        StreamKeys tallies = keys.tallies();
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(tallies.totals())
                .key(keys.open())
                .key(tallies.buyers())
                .key(tallies.groupBuyers())
                .key(tallies.counts())
                .key(tallies.recent())
                .arg(version)
                .arg(buyer)
                .arg(pseudonym)
                .arg(replaced.isGone ? 1 : 0)
                .arg(Dimension.GROUPS.countField(Measure.BUYERS, ""))
                .arg(replaced.open.size());
        replaced.open.forEach((name, values) -> {
            call.arg(name);
            values.forEach(call::arg);
        });
        call.arg(replaced.groups.size());
        replaced.groups.forEach(call::arg);
        call.arg(replaced.recent.size());
        replaced.recent.forEach((held, now) -> call.arg(held).arg(now));
        return redis.run(call).map(reply -> reply.toInteger() == 1);
    }
}
