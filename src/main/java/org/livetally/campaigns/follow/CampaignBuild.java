package org.livetally.campaigns.follow;

import io.vertx.core.Future;
import java.util.List;
import org.livetally.domain.tally.Total;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;

/**
 * The tallies of one edition of a campaign while they are built, beside those in use. Hides the order of the keys and
 * arguments of {@code begin_campaign.lua}, {@code switch_campaign.lua} and {@code rebuild_campaign.lua}.
 */
final class CampaignBuild {
    private static final LuaScript BEGIN = LuaScript.load("begin_campaign");
    private static final LuaScript SWITCH = LuaScript.load("switch_campaign");
    private static final LuaScript REBUILD = LuaScript.load("rebuild_campaign");

    private final RedisLink redis;
    private final CampaignKeys inUse;
    private final long edition;

    CampaignBuild(RedisLink redis, String campaign, long edition) {
        this.redis = redis;
        this.inUse = new CampaignKeys(campaign);
        this.edition = edition;
    }

    /** Makes room for it: nothing of an earlier edition stays. False if another edition is wanted, or this one is in use. */
    Future<Boolean> begin() {
        ScriptCall call = new ScriptCall(BEGIN).key(inUse.settings());
        inUse.next().built().forEach(call::key);
        return redis.run(call.arg(edition)).map(reply -> !reply.toString().equals("edition"));
    }

    /** Puts it in place, unless another edition is wanted by now, or it is in place. */
    Future<Void> put(long now) {
        List<String> used = inUse.built();
        List<String> built = inUse.next().built();
        ScriptCall call = new ScriptCall(SWITCH).key(inUse.settings());
        for (int i = 0; i < used.size(); i++) {
            call.key(used.get(i)).key(built.get(i));
        }
        return redis.run(call.arg(edition).arg(Total.OF_GOAL.key()).arg(now)).mapEmpty();
    }

    /** Has the tallies built anew, as another edition. */
    Future<Void> again() {
        return redis.run(new ScriptCall(REBUILD)
                        .key(inUse.settings())
                        .key(inUse.tallies().totals())
                        .arg(edition))
                .mapEmpty();
    }
}
