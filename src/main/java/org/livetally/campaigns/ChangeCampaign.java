package org.livetally.campaigns;

import java.util.Map;
import org.livetally.domain.tally.Total;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;

/** Calls of {@code lua/change_campaign.lua}. */
final class ChangeCampaign {
    private static final LuaScript SCRIPT = LuaScript.load("change_campaign");

    private ChangeCampaign() {}

    /** @param now epoch ms */
    static ScriptCall call(CampaignKeys keys, Map<String, String> settings, long now) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.tallies().totals())
                .arg(now)
                .arg(Total.OF_GOAL.key());
        settings.forEach((name, value) -> call.arg(name).arg(value));
        return call;
    }
}
