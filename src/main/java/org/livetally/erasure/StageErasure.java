package org.livetally.erasure;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.livetally.erasure.Copied.Changed;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Packing;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Writes some entries of a copy of a ledger. Hides the order of the keys and arguments of {@code stage_erasure.lua}. What was
 * written expires, so a run that was killed leaves nothing behind.
 */
final class StageErasure {
    private static final LuaScript SCRIPT = LuaScript.load("stage_erasure");
    private static final int EXPIRES_S = 600;
    /** Words before the JSON of an order. */
    private static final int FINGERPRINTS = 6;

    private final StreamKeys keys;
    private final String run;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Changed> orders = new ArrayList<>();

    /** @param run names the run of the command */
    StageErasure(StreamKeys keys, String run) {
        this.keys = keys;
        this.run = run;
    }

    void add(Copied copy) {
        entries.add(copy.entry());
        orders.addAll(copy.orders());
    }

    /** Begins anew, without entries. */
    Future<Void> begin(RedisLink redis) {
        return run(redis, 1);
    }

    /** Fails if another run has begun meanwhile. */
    Future<Void> run(RedisLink redis) {
        return run(redis, 0);
    }

    private Future<Void> run(RedisLink redis, int begins) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.erasing())
                .key(keys.erasingOrders())
                .arg(run)
                .arg(EXPIRES_S)
                .arg(begins)
                .arg(entries.size());
        entries.forEach(entry -> call.arg(entry.id().toString()).arg(Packing.pack(entry.messages())));
        orders.forEach(changed -> call.arg(changed.order().id()).arg(changed.staged()));
        return redis.run(call)
                .compose(reply -> reply.toInteger() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture("another erasure has begun in " + keys.stream()));
    }

    /** The JSON of an order, as it was written; empty if it was paid at once. */
    static String jsonOf(String staged) {
        String[] words = staged.split(" ", FINGERPRINTS + 1);
        return words.length > FINGERPRINTS ? words[FINGERPRINTS] : "";
    }
}
