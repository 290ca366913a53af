package org.livetally.erasure;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Erasure;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.LedgerJson;

/**
 * Puts the copy of a ledger in its place, and the pseudonym wherever else the stream has the buyer. Hides the order of the
 * keys and arguments of {@code erase_buyer.lua}.
 *
 * @param run names the run of the command
 * @param copied the last entry of the copy
 */
record EraseBuyer(StreamKeys keys, String run, Pseudonym pseudonym, Seq copied) {
    private static final LuaScript SCRIPT = LuaScript.load("erase_buyer");
    /** An entry may have a thousand messages, which the script looks at one by one. */
    private static final int MAX_NEWER = 16;

    /** What the script says. */
    enum Answer {
        DONE,
        /** There is no such ledger any more. */
        GONE,
        /** Another run has begun, or the copy has expired. */
        TAKEN,
        /** What was recorded meanwhile must be copied first. */
        AGAIN
    }

    /**
     * Does it all, or nothing.
     *
     * @param erasure the message that says so in the ledger
     * @param groups in which the buyer ordered
     */
    Future<Answer> run(RedisLink redis, Erasure erasure, Set<String> groups, RecentOrders recent) {
        LedgerEntry entry = LedgerEntry.of(erasure, erasure.at());
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.ids())
                .key(keys.ledger())
                .key(keys.placed())
                .key(keys.buyers())
                .key(keys.groupBuyers())
                .key(keys.counts())
                .key(keys.recent())
                .key(keys.seal())
                .key(keys.erasing())
                .key(keys.erasingOrders())
                .key(keys.checkpoints())
                .arg(run)
                .arg(pseudonym.buyer())
                .arg(pseudonym.text())
                .arg(copied.toString())
                .arg(MAX_NEWER)
                .arg(Dimension.GROUPS.countField(Measure.BUYERS, ""))
                .arg(entry.id())
                .arg(LedgerJson.array(List.of(entry.json())))
                .arg(entry.state().rest())
                .arg(groups.size());
        groups.forEach(call::arg);
        recent.texts().forEach((seq, json) -> call.arg(seq.toString()).arg(json));
        return redis.run(call).map(reply -> switch (reply.toString()) {
            case "gone" -> Answer.GONE;
            case "taken" -> Answer.TAKEN;
            case "again" -> Answer.AGAIN;
            default -> Answer.DONE;
        });
    }
}
