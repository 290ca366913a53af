package org.livetally.notify;

import io.vertx.core.Future;
import io.vertx.redis.client.ResponseType;
import java.time.InstantSource;
import java.util.List;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;

/**
 * Tells events to all targets that want them. Hides the order of the keys and arguments of {@code tell_events.lua}.
 *
 * <p>An event is in the outbox, in Redis, once the future has succeeded; from then on it is delivered at least once,
 * whatever happens to this node. If the future fails, it may have been told or not: telling the same event again, on any
 * node, tells it at most once. Where no target is, nothing is kept.
 */
public final class Events {
    private static final LuaScript SCRIPT = LuaScript.load("tell_events");
    private static final String FULL = "full";
    /** In place of a target. */
    private static final String ALL = "";

    private final RedisLink redis;
    private final InstantSource clock;

    /** @param clock real time, by which deliveries are due */
    public Events(RedisLink redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Tells one event. Fails as {@link RedisLink#run} does, and if the outbox is full: then nothing is left to do, and a
     * line in the log is enough.
     */
    public Future<Void> tell(Event event) {
        return run(ALL, Look.NONE, List.of(event)).mapEmpty();
    }

    /** Tells one event to one target, whatever it wants to hear of. */
    public Future<Void> tellOne(String target, Event event) {
        return run(target, Look.NONE, List.of(event)).mapEmpty();
    }

    /**
     * How far something was and is that is looked at: if it was further when the events are told, somebody else has told
     * them.
     *
     * @param at empty if nothing was looked at
     * @param before empty if it was not looked at before
     */
    record Look(String at, String before, String now) {
        static final Look NONE = new Look("", "", "");
    }

    /** Tells what a look has found; returns whether it counted: otherwise somebody else has looked meanwhile. */
    Future<Boolean> tell(Look look, List<Event> found) {
        return run(ALL, look, found);
    }

    private Future<Boolean> run(String target, Look look, List<Event> found) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(NotifyKeys.TARGETS)
                .key(NotifyKeys.TOLD)
                .key(NotifyKeys.OUTBOX)
                .key(NotifyKeys.WAITING)
                .key(NotifyKeys.DUE)
                .key(NotifyKeys.SEEN)
                .arg(clock.millis())
                .arg(target)
                .arg(look.at)
                .arg(look.before)
                .arg(look.now);
        found.forEach(event -> call.arg(event.id())
                .arg(event.type().wire())
                .arg(event.stream())
                .arg(event.json().encode()));
        return redis.run(call).compose(reply -> {
            if (reply.type() == ResponseType.MULTI || !FULL.equals(reply.toString())) {
                return Future.succeededFuture(reply.type() == ResponseType.NUMBER);
            }
            return Future.failedFuture("the outbox of notifications is full: its targets do not answer");
        });
    }
}
