package org.livetally.notify;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Milestone;
import org.livetally.domain.stream.Currencies;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.domain.tally.Total;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * How far a stream is, as read at one moment, and what of that is news. Hides the order of the keys of {@code read_news.lua}.
 */
final class StreamNews {
    private static final LuaScript SCRIPT = LuaScript.load("read_news");
    private static final List<String> AUDIENCE = List.of("likes", "views", "peakViewers", "uniqueViewers");

    private final String stream;
    private final Response reply;
    private final Map<Total, Long> kept = new EnumMap<>(Total.class);

    private StreamNews(String stream, Response reply) {
        this.stream = stream;
        this.reply = reply;
        kept.put(Total.BUYERS, number(reply.get(3)));
        for (int i = 0; i < Total.SUMS.size(); i++) {
            kept.put(Total.SUMS.get(i), number(reply.get(2).get(i)));
        }
    }

    static ScriptCall call(StreamKeys keys) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.buyers())
                .key(keys.audience());
        Total.SUMS.forEach(total -> call.arg(total.key()));
        return call;
    }

    /** @param reply null if there is no such stream */
    static @Nullable StreamNews of(String stream, @Nullable Response reply) {
        return reply == null ? null : new StreamNews(stream, reply);
    }

    /** The version of its board. */
    long version() {
        return number(reply.get(1));
    }

    /** How far it is, without a look at what was told. */
    StreamState state() {
        return new StreamState(status(), goalReachedAt() > 0, goal(), gmv());
    }

    private StreamStatus status() {
        Response value = reply.get(0).get(1);
        return StreamState.status(value == null ? null : value.toString());
    }

    /** How far it is, for what was told of it. */
    StreamState after(StreamState before) {
        StreamState now = state();
        return new StreamState(
                now.status(),
                before.reached() || now.reached(),
                now.goal(),
                knownBefore(before).gmvNow(gmv(), now.goal(), unit()));
    }

    /**
     * What has happened since, in the order in which it happened.
     *
     * @param at when it was read, epoch ms
     */
    List<Event> since(StreamState before, long at) {
        List<Event> events = new ArrayList<>();
        StreamState now = state();
        if (before.status() == StreamStatus.SCHEDULED && now.status() != StreamStatus.SCHEDULED) {
            events.add(event(
                    "started", EventType.STREAM_STARTED, number(reply.get(0).get(5)), facts()));
        }
        StreamState known = knownBefore(before);
        if (!known.isOver() && now.reached() && !known.reached()) {
            events.add(event("goal", EventType.GOAL_REACHED, goalReachedAt(), facts().put("gmv", gmv())));
        }
        Milestone passed = known.isOver() || known.goal() != now.goal()
                ? null
                : Milestone.passed(known.gmv(), gmv(), now.goal(), unit());
        if (passed != null && passed.kind() != Milestone.Kind.GOAL) {
            events.add(milestone(passed, at));
        }
        if (now.isOver() && !before.isOver()) {
            events.add(
                    event("ended", EventType.STREAM_ENDED, number(reply.get(0).get(6)), withTotals()));
        }
        return events;
    }

    /** A stream of which nothing was known has had its goal all the time. */
    private StreamState knownBefore(StreamState before) {
        return before.status() == StreamStatus.SCHEDULED
                ? new StreamState(before.status(), before.reached(), goal(), before.gmv())
                : before;
    }

    private Event milestone(Milestone passed, long at) {
        JsonObject data = facts().put("gmv", gmv());
        if (passed.kind() == Milestone.Kind.SHARE) {
            data.put("percent", passed.count() * 10);
        } else {
            data.put("amount", passed.count() * 1_000_000 * unit());
        }
        // A tenth of another goal is another milestone.
        String of = passed.kind() == Milestone.Kind.SHARE ? "-of-" + goal() : "";
        String id = "milestone-" + stream + "-" + passed.text() + of;
        return new Event(id, EventType.MILESTONE_REACHED, stream, at, data);
    }

    private JsonObject withTotals() {
        JsonObject totals = new JsonObject();
        for (Total total : Total.values()) {
            if (total.isShown()) {
                totals.put(total.key(), total.value(each -> kept.getOrDefault(each, 0L)));
            }
        }
        JsonObject audience = new JsonObject();
        for (int i = 0; i < AUDIENCE.size(); i++) {
            audience.put(AUDIENCE.get(i), number(reply.get(4).get(i)));
        }
        return facts().put("startedAt", number(reply.get(0).get(5)))
                .put("endedAt", number(reply.get(0).get(6)))
                .put("totals", totals)
                .put("audience", audience);
    }

    /** What each event says of its stream. */
    private JsonObject facts() {
        JsonObject facts = new JsonObject()
                .put("stream", stream)
                .put("title", text("", 0))
                .put("currency", currency())
                .put("currencyDigits", Currencies.digits(currency()));
        return goal() > 0 ? facts.put("goal", goal()) : facts;
    }

    private Event event(String what, EventType type, long at, JsonObject data) {
        return new Event(what + "-" + stream, type, stream, at, data);
    }

    private long gmv() {
        return kept.getOrDefault(Total.OF_GOAL, 0L);
    }

    private long goal() {
        return number(reply.get(0).get(3));
    }

    private long goalReachedAt() {
        return number(reply.get(0).get(4));
    }

    private String currency() {
        return text(Currencies.DEFAULT, 2);
    }

    private long unit() {
        long unit = 1;
        for (int i = 0; i < Currencies.digits(currency()); i++) {
            unit *= 10;
        }
        return unit;
    }

    private String text(String otherwise, int place) {
        Response value = reply.get(0).get(place);
        return value == null ? otherwise : value.toString();
    }

    private static long number(@Nullable Response value) {
        return value == null || value.toString().isEmpty() ? 0 : Long.parseLong(value.toString());
    }
}
