package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
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
     * @param bought which of buyer and pseudonym are buyers of the campaign's streams
     * @param groups the same of those groups in which the campaign has the buyer
     * @param recent what is shown of an order, and what comes in its place
     */
    record Replaced(
            Map<String, List<String>> open, Bought bought, Map<String, Bought> groups, Map<String, String> recent) {
        /** Only what was read of the ledgers before is refused. */
        static final Replaced NOTHING = open(Map.of());

        static Replaced open(Map<String, List<String>> open) {
            return new Replaced(open, new Bought(true, false), Map.of(), Map.of());
        }
    }

    /**
     * Who is a buyer by what the ledgers say now.
     *
     * @param buyer by the id: somebody who has bought again since the ledgers were erased
     * @param pseudonym by the pseudonym: whoever bought before
     */
    record Bought(boolean buyer, boolean pseudonym) {
        private void addTo(ScriptCall call) {
            call.arg(buyer ? 0 : 1).arg(pseudonym ? 1 : 0);
        }
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
                .arg(pseudonym);
        replaced.bought.addTo(call);
        call.arg(Dimension.GROUPS.countField(Measure.BUYERS, "")).arg(replaced.open.size());
        replaced.open.forEach((name, values) -> {
            call.arg(name);
            values.forEach(call::arg);
        });
        call.arg(replaced.groups.size());
        replaced.groups.forEach((group, bought) -> {
            call.arg(group);
            bought.addTo(call);
        });
        call.arg(replaced.recent.size());
        replaced.recent.forEach((held, now) -> call.arg(held).arg(now));
        return redis.run(call).map(reply -> reply.toInteger() == 1);
    }
}
