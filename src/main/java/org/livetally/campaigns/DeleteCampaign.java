package org.livetally.campaigns;

import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;

/** Calls of {@code lua/delete_campaign.lua}. */
final class DeleteCampaign {
    private static final LuaScript SCRIPT = LuaScript.load("delete_campaign");

    private DeleteCampaign() {}

    static ScriptCall call(CampaignKeys keys) {
        ScriptCall call = new ScriptCall(SCRIPT);
        keys.all().forEach(call::key);
        return call;
    }
}
