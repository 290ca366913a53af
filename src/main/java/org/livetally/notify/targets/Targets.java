package org.livetally.notify.targets;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.notify.targets.Target.Access;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;

/**
 * The targets in Redis. Hides the order of the keys and arguments of {@code change_target.lua}. Futures fail as those of
 * {@link RedisLink#send} do.
 */
public final class Targets {
    private static final LuaScript SCRIPT = LuaScript.load("change_target");
    static final int MAX_TARGETS = 100;

    private static final String NONE = "";

    private final RedisLink redis;

    public Targets(RedisLink redis) {
        this.redis = redis;
    }

    /** Whether there is any. */
    public Future<Boolean> any() {
        return redis.send(Request.cmd(Command.EXISTS).arg(NotifyKeys.TARGETS)).map(reply -> reply.toInteger() == 1);
    }

    /** All of them, the oldest first. */
    Future<List<Target>> list() {
        return redis.send(Request.cmd(Command.HGETALL).arg(NotifyKeys.TARGETS)).map(flat -> {
            List<Target> targets = new ArrayList<>();
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                targets.add(new Target(
                        flat.get(i).toString(), new JsonObject(flat.get(i + 1).toString())));
            }
            targets.sort(Comparator.comparing((Target target) -> target.json().getLong("createdAt"))
                    .thenComparing(Target::id));
            return targets;
        });
    }

    /** A target; null if there is none with this id. */
    Future<@Nullable Target> find(String id) {
        return redis.send(Request.cmd(Command.HGET).arg(NotifyKeys.TARGETS).arg(id))
                .map(json -> json == null ? null : new Target(id, new JsonObject(json.toString())));
    }

    /** The access to a target; null if it is gone. */
    Future<@Nullable Access> access(String id) {
        return redis.send(Request.cmd(Command.HGET).arg(NotifyKeys.SECRETS).arg(id))
                .map(stored -> stored == null ? null : Access.of(stored.toString()));
    }

    /** The newest attempts to deliver to a target, newest first. */
    Future<List<JsonObject>> attempts(String id, int most) {
        return redis.send(Request.cmd(Command.LRANGE)
                        .arg(NotifyKeys.attempts(id))
                        .arg(0)
                        .arg(most - 1))
                .map(list -> list.stream()
                        .map(Response::toString)
                        .map(JsonObject::new)
                        .toList());
    }

    /** The names of all deliveries that wait, {@code <target>\t<event>}. */
    Future<List<String>> waiting() {
        return redis.send(Request.cmd(Command.ZRANGE)
                        .arg(NotifyKeys.WAITING)
                        .arg(0)
                        .arg(-1))
                .map(names -> names.stream().map(Response::toString).toList());
    }

    /** Adds a target. Fails with 409 if there are too many. */
    Future<Void> add(TargetSettings.Whole made) {
        return write(
                        made.target().id(),
                        NONE,
                        made.target().json().encode(),
                        made.access().stored())
                .mapEmpty();
    }

    /** Puts a changed target into place; false if it is not any more what was changed. */
    Future<Boolean> change(Target before, TargetSettings.Whole now) {
        return write(
                before.id(),
                before.json().encode(),
                now.target().json().encode(),
                now.access().stored());
    }

    /** The same for a target whose access stays. */
    public Future<Boolean> change(Target before, Target now) {
        return write(before.id(), before.json().encode(), now.json().encode(), NONE);
    }

    /** Deletes a target, with all that waits for it; false if it has changed. */
    Future<Boolean> delete(Target target) {
        return write(target.id(), target.json().encode(), "", NONE);
    }

    private Future<Boolean> write(String id, String before, String after, String access) {
        return redis.runReplicated(new ScriptCall(SCRIPT)
                        .key(NotifyKeys.TARGETS)
                        .key(NotifyKeys.SECRETS)
                        .key(NotifyKeys.OUTBOX)
                        .key(NotifyKeys.WAITING)
                        .key(NotifyKeys.DUE)
                        .key(NotifyKeys.SEEN)
                        .key(NotifyKeys.attempts(id))
                        .arg(id)
                        .arg(before)
                        .arg(after)
                        .arg(access)
                        .arg(MAX_TARGETS))
                .map(reply -> {
                    if (reply.toString().equals("many")) {
                        throw Problem.of(409, Rule.NOTIFY_MANY.reason(MAX_TARGETS));
                    }
                    return reply.toString().equals("done");
                });
    }
}
