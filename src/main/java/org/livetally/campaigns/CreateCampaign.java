package org.livetally.campaigns;

import java.util.Map;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;

/** Calls of {@code lua/create_campaign.lua}. */
final class CreateCampaign {
    private static final LuaScript SCRIPT = LuaScript.load("create_campaign");

    private CreateCampaign() {}

    static ScriptCall call(CampaignKeys keys, Map<String, String> settings) {
        ScriptCall call =
                new ScriptCall(SCRIPT).key(keys.settings()).key(keys.tallies().totals());
        settings.forEach((name, value) -> call.arg(name).arg(value));
        return call;
    }
}
