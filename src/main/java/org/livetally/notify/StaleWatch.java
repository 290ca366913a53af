package org.livetally.notify;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;

/**
 * Tells that the figures on this node's screens stand still, and that they move again. While Redis is away, nothing can be
 * told; what has happened is told once it is back. Nodes that see the same outage tell it once: what overlaps is one.
 */
public final class StaleWatch {
    /** What is over sooner is not worth a message. */
    static final long WORTH_TELLING_MS = 5_000;
    /** A node that was killed in an outage does not tell its end; from then on another outage is another one. */
    private static final long FORGOTTEN_MS = TimeUnit.HOURS.toMillis(1);

    private static final String FIELD = "@stale";
    private static final long NOT_OVER = 0;

    private final RedisLink redis;
    private final Events events;
    private final BooleanSupplier stale;
    private final InstantSource clock;
    private final String node;
    /** When the outage began that is not told to its end; 0 if there is none. */
    private long since;
    /** When it ended; 0 if it lasts. */
    private long until;

    private boolean begun;

    /**
     * @param stale whether screens are told that their figures are old
     * @param clock real time
     * @param node names this node
     */
    public StaleWatch(RedisLink redis, Events events, BooleanSupplier stale, InstantSource clock, String node) {
        this.redis = redis;
        this.events = events;
        this.stale = stale;
        this.clock = clock;
        this.node = node;
    }

    /** The newest outage that was told, by whatever node. */
    private record Outage(long since, long until, String node) {
        static Outage of(String text) {
            String[] parts = text.split(" ", -1);
            return new Outage(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
        }

        String text() {
            return since + " " + until + " " + node;
        }
    }

    /** Looks once; nothing is asked of Redis unless there is something to tell. */
    public Future<Void> look() {
        long now = clock.millis();
        boolean isStale = stale.getAsBoolean();
        if (isStale && since == 0) {
            since = now;
        }
        if (isStale) {
            until = NOT_OVER;
        } else if (since != 0 && until == NOT_OVER) {
            until = now;
        }
        boolean over = until != NOT_OVER;
        long lasted = (over ? until : now) - since;
        if (over && !begun && lasted < WORTH_TELLING_MS) {
            since = 0;
        }
        boolean isNews = since != 0 && lasted >= WORTH_TELLING_MS && (over || !begun);
        return isNews && redis.isConnected(NotifyKeys.SEEN) ? tell() : Future.succeededFuture();
    }

    private Future<Void> tell() {
        return redis.send(Request.cmd(Command.HGET).arg(NotifyKeys.SEEN).arg(FIELD))
                .compose(stored -> tell(stored == null ? null : stored.toString()));
    }

    private Future<Void> tell(@Nullable String before) {
        Outage last = before == null ? null : Outage.of(before);
        boolean isOther = last != null
                && !(last.node.equals(node) && last.since == since)
                && (last.until == NOT_OVER ? clock.millis() - last.since < FORGOTTEN_MS : last.until >= since);
        if (isOther) {
            told();
            return Future.succeededFuture();
        }
        Outage now = new Outage(since, until, node);
        List<Event> found = new ArrayList<>();
        if (!begun) {
            found.add(event("stale", EventType.BOARD_STALE, since, new JsonObject().put("since", since)));
        }
        if (until != NOT_OVER) {
            JsonObject data = new JsonObject().put("since", since).put("until", until);
            found.add(event("recovered", EventType.BOARD_RECOVERED, until, data));
        }
        return events.tell(new Events.Look(FIELD, before == null ? "" : before, now.text()), found)
                .onSuccess(counted -> {
                    if (counted) {
                        told();
                    }
                })
                .mapEmpty();
    }

    private Event event(String what, EventType type, long at, JsonObject data) {
        return new Event(what + "-" + node + "-" + since, type, "", at, data);
    }

    private void told() {
        begun = until == NOT_OVER;
        since = until == NOT_OVER ? since : 0;
    }
}
