package org.livetally.notify.send;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.notify.targets.Target;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;

/**
 * What is to be delivered, in Redis. Hides the order of the keys and arguments of {@code due_deliveries.lua} and
 * {@code attempted.lua}.
 */
final class Outbox {
    private static final LuaScript DUE = LuaScript.load("due_deliveries");
    private static final LuaScript ATTEMPTED = LuaScript.load("attempted");
    /** One message of a chat has no room for more. */
    private static final int MAX_IN_BATCH = 50;

    private static final int MAX_ATTEMPTS_KEPT = 200;

    private final RedisLink redis;

    Outbox(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * What is due now, by target.
     *
     * @param others ids of targets that get nothing now
     */
    Future<List<Batch>> due(long now, Collection<String> others) {
        ScriptCall call = new ScriptCall(DUE)
                .key(NotifyKeys.TARGETS)
                .key(NotifyKeys.SECRETS)
                .key(NotifyKeys.OUTBOX)
                .key(NotifyKeys.WAITING)
                .key(NotifyKeys.DUE)
                .arg(now)
                .arg(MAX_IN_BATCH);
        others.forEach(call::arg);
        return redis.run(call).map(reply -> reply.stream().map(Outbox::batch).toList());
    }

    private static Batch batch(Response reply) {
        List<Delivery> deliveries = new ArrayList<>();
        Response pairs = reply.get(3);
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            deliveries.add(Delivery.of(pairs.get(i).toString(), pairs.get(i + 1).toString()));
        }
        return new Batch(
                new Target(reply.get(0).toString(), new JsonObject(reply.get(1).toString())),
                Target.Access.of(reply.get(2).toString()),
                deliveries);
    }

    /**
     * Notes an attempt.
     *
     * @param again when each delivery is due again, epoch ms; null for one that leaves the outbox
     * @param taken whether the target took it
     */
    Future<Void> attempted(Batch batch, JsonObject attempt, boolean taken, Function<Delivery, @Nullable Long> again) {
        String target = batch.target().id();
        ScriptCall call = new ScriptCall(ATTEMPTED)
                .key(NotifyKeys.TARGETS)
                .key(NotifyKeys.OUTBOX)
                .key(NotifyKeys.WAITING)
                .key(NotifyKeys.DUE)
                .key(NotifyKeys.attempts(target))
                .arg(target)
                .arg(attempt.encode())
                .arg(MAX_ATTEMPTS_KEPT)
                .arg(taken ? 1 : 0);
        for (Delivery delivery : batch.deliveries()) {
            Long due = again.apply(delivery);
            call.arg(delivery.name()).arg(delivery.valueAfterAttempt()).arg(due == null ? "" : due.toString());
        }
        return redis.run(call).mapEmpty();
    }
}
