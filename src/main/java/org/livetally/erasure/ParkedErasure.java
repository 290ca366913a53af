package org.livetally.erasure;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.livetally.ledger.count.Steps;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Takes a buyer out of the messages that wait for their orders. Such a message is about an order and needs no buyer, but an
 * earlier version kept it with whatever its sender had added.
 */
final class ParkedErasure {
    private static final LuaScript SCRIPT = LuaScript.load("replace_values");
    private static final String BEGIN = "0";
    private static final int SLICE_ITEMS = 200;
    private static final String MESSAGE = "message";
    private static final String BUYER = "buyer";

    private final RedisLink redis;
    private final String key;
    private final String buyer;
    private String cursor = BEGIN;

    ParkedErasure(RedisLink redis, String stream, String buyer) {
        this.redis = redis;
        this.key = new StreamKeys(stream).parked();
        this.buyer = buyer;
    }

    Future<Void> run() {
        return Steps.whileTrue(() -> redis.send(Request.cmd(Command.HSCAN)
                        .arg(key)
                        .arg(cursor)
                        .arg("COUNT")
                        .arg(SLICE_ITEMS))
                .compose(slice -> replace(slice.get(1)).map(done -> {
                    cursor = slice.get(0).toString();
                    return !cursor.equals(BEGIN);
                })));
    }

    private Future<Void> replace(Response parked) {
        ScriptCall call = new ScriptCall(SCRIPT).key(key);
        boolean some = false;
        for (int i = 0; i < parked.size(); i += 2) {
            String kept = parked.get(i + 1).toString();
            String now = without(kept, buyer);
            if (!now.equals(kept)) {
                call.arg(parked.get(i).toString()).arg(kept).arg(now);
                some = true;
            }
        }
        return some ? redis.run(call).mapEmpty() : Future.succeededFuture();
    }

    /** A message that waits, without this buyer. */
    static String without(String kept, String buyer) {
        JsonObject parked = new JsonObject(kept);
        JsonObject message = parked.getJsonObject(MESSAGE);
        if (message.getValue(BUYER) instanceof JsonObject named && buyer.equals(named.getValue("id"))) {
            message.remove(BUYER);
            return parked.encode();
        }
        return kept;
    }
}
