package org.livetally.ledger;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.ledger.Tallies.Tally;
import org.livetally.model.Section;
import org.livetally.redis.LuaScript;
import org.livetally.redis.RedisLink;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;

/** {@code record.lua}: the one writer of orders. Hides the order of its keys and arguments. */
final class RecordScript {
    /** Lua's unpack and HSET take two arguments an order from a stack of 8,000. */
    static final int MAX_ORDERS = 1_000;

    private static final LuaScript SCRIPT = LuaScript.load("record");
    private static final int RECENT = 20;
    private static final int TOTALS = 2;
    private static final int COUNTS = 8;
    private static final int TREND = 9;
    private static final int FIRST_SECTION = 10;

    private RecordScript() {}

    /** What came of a batch. */
    sealed interface Outcome {
        /** Order i has seq {@code prefix + (first + i)}. */
        record Recorded(String prefix, long first) implements Outcome {}

        /** Nothing was written: some ids exist. The value of each order's id in {@code ids}, or null. */
        record Known(List<@Nullable String> values) implements Outcome {}

        /** Nothing was written: the stream is not live; its status, or "" if there is no such stream. */
        record NotLive(String status) implements Outcome {}

        /** Nothing was written: the stream's {@code placed} would pass 2^53 - 1. */
        record Full() implements Outcome {}
    }

    static Future<Outcome> run(RedisLink redis, StreamKeys keys, List<LedgerEntry> batch, long now) {
        return redis.run(call(keys, batch, now)).map(RecordScript::outcome);
    }

    private static ScriptCall call(StreamKeys keys, List<LedgerEntry> batch, long now) {
        Tallies tallies = new Tallies();
        batch.forEach(entry -> tallies.add(entry.order()));
        Increments increments = new Increments(tallies);
        List<Integer> recent = newestPaid(batch);
        ScriptCall call = new ScriptCall(SCRIPT);
        addKeys(call, keys);
        call.arg(now).arg(batch.size()).arg(tallies.placed).arg(increments.count);
        call.arg(tallies.buyers.size()).arg(tallies.trend.size()).arg(recent.size());
        batch.forEach(entry -> call.arg(entry.order().id()));
        batch.forEach(entry -> call.arg(entry.order().id()).arg(entry.json()));
        batch.forEach(entry -> call.arg(entry.state()));
        increments.args.forEach(call::arg);
        tallies.buyers.forEach(call::arg);
        tallies.trend.keySet().forEach(call::arg);
        recent.forEach(i -> call.arg(i).arg(RecentJson.write(batch.get(i).order())));
        return call;
    }

    private static void addKeys(ScriptCall call, StreamKeys keys) {
        call.key(keys.config())
                .key(keys.totals())
                .key(keys.ids())
                .key(keys.ledger())
                .key(keys.buyers());
        call.key(keys.minutes()).key(keys.recent()).key(keys.counts()).key(keys.trend());
        for (Section section : Section.values()) {
            call.key(keys.ranking(section.key()));
        }
    }

    /** Positions of the newest paid orders, oldest first. */
    private static List<Integer> newestPaid(List<LedgerEntry> batch) {
        List<Integer> positions = new ArrayList<>(RECENT);
        for (int i = batch.size() - 1; i >= 0 && positions.size() < RECENT; i--) {
            if (batch.get(i).order().paid()) {
                positions.add(0, i);
            }
        }
        return positions;
    }

    /** What a batch adds, as the script's triples of key, field and amount. Zero is left out. */
    private static final class Increments {
        final List<byte[]> args = new ArrayList<>();
        int count;

        Increments(Tallies tallies) {
            add(TOTALS, "placed", tallies.placed);
            add(TOTALS, "gmv", tallies.gmv);
            add(TOTALS, "orders", tallies.orders);
            add(TOTALS, "units", tallies.units);
            for (Section section : Section.values()) {
                tallies.of(section).forEach((name, tally) -> addSection(section, name, tally));
            }
            for (Map.Entry<Long, Tally> minute : tallies.trend.entrySet()) {
                add(TREND, minute.getKey() + ":gmv", minute.getValue().gmv);
                add(TREND, minute.getKey() + ":orders", minute.getValue().orders);
            }
        }

        private void addSection(Section section, String name, Tally tally) {
            // Also when it is zero: what was given away belongs into the ranking.
            addAlways(FIRST_SECTION + section.ordinal(), name, tally.gmv);
            add(COUNTS, section.ordersField(name), tally.orders);
            add(COUNTS, section.unitsField(name), tally.units);
        }

        private void add(int key, String field, long amount) {
            if (amount != 0) {
                addAlways(key, field, amount);
            }
        }

        private void addAlways(int key, String field, long amount) {
            args.add(bytes(Integer.toString(key)));
            args.add(bytes(field));
            args.add(bytes(Long.toString(amount)));
            count++;
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static Outcome outcome(Response reply) {
        String kind = reply.get(0).toString();
        return switch (kind) {
            case "recorded" ->
                new Outcome.Recorded(reply.get(1).toString(), reply.get(2).toLong());
            case "known" -> new Outcome.Known(values(reply.get(1)));
            case "status" -> new Outcome.NotLive(reply.get(1).toString());
            case "full" -> new Outcome.Full();
            default -> throw new IllegalStateException("record.lua answered " + kind);
        };
    }

    private static List<@Nullable String> values(Response known) {
        List<@Nullable String> values = new ArrayList<>(known.size());
        for (int i = 0; i < known.size(); i++) {
            Response value = known.get(i);
            values.add(value == null ? null : value.toString());
        }
        return values;
    }
}
