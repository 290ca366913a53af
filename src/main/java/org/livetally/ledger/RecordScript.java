package org.livetally.ledger;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.livetally.ledger.Plan.Paid;
import org.livetally.ledger.Tallies.Tally;
import org.livetally.model.Board;
import org.livetally.model.Section;
import org.livetally.redis.LuaScript;
import org.livetally.redis.RedisLink;
import org.livetally.redis.ScriptCall;
import org.livetally.redis.StreamKeys;

/** {@code record.lua}: the one writer of the ledger and its tallies. Hides the order of its keys and arguments. */
final class RecordScript {
    /** Lua's unpack and HSET take two arguments a message from a stack of 8,000. */
    static final int MAX_MESSAGES = 1_000;

    private static final LuaScript SCRIPT = LuaScript.load("record");
    private static final int TOTALS = 2;
    private static final int COUNTS = 8;
    private static final int TREND = 9;
    private static final int FIRST_SECTION = 12;

    private RecordScript() {}

    /** What came of a plan. */
    sealed interface Outcome {
        /** Entry i has seq {@code prefix + (first + i)}. */
        record Recorded(String prefix, long first) implements Outcome {
            List<String> seqs(int entries) {
                return LongStream.range(first, first + entries)
                        .mapToObj(n -> prefix + n)
                        .toList();
            }
        }

        /** Nothing was written: what the plan rests upon is not so, or no longer. */
        record Outdated() implements Outcome {}

        /** Nothing was written: there are orders, but the stream is not live; its status, or "" if there is no such stream. */
        record NotLive(String status) implements Outcome {}

        /** Nothing was written: the stream's {@code placed} would pass 2^53 - 1. */
        record Full() implements Outcome {}

        /** Nothing was written: the ledger went back. */
        record Behind(boolean exists, String last) implements Outcome {}
    }

    /** @param required the newest seq that the ledger must have; empty if that is not known */
    static Future<Outcome> run(RedisLink redis, StreamKeys keys, Plan plan, Known known, long now, String required) {
        return redis.run(call(keys, plan, known, now, required)).map(RecordScript::outcome);
    }

    static ScriptCall call(StreamKeys keys, Plan plan, Known known, long now, String required) {
        Increments increments = new Increments(plan.tallies);
        List<Paid> recent = plan.paid.subList(Math.max(0, plan.paid.size() - Recent.MAX_ORDERS), plan.paid.size());
        List<LedgerEntry> placed =
                plan.entries.stream().filter(plan::staysPlaced).toList();
        List<String> placedNoMore =
                plan.changed.keySet().stream().filter(known::isPlaced).toList();
        ScriptCall call = new ScriptCall(SCRIPT);
        addKeys(call, keys);
        call.arg(now).arg(plan.orders).arg(plan.tallies.placed);
        call.arg(plan.entries.size()).arg(increments.count).arg(plan.tallies.buyers.size());
        call.arg(plan.tallies.trend.size()).arg(recent.size()).arg(plan.changed.size());
        call.arg(placed.size()).arg(placedNoMore.size()).arg(Board.TREND_MINUTES);
        call.arg(LedgerJson.array(plan.entries.stream().map(LedgerEntry::json).toList()))
                .arg(required);
        plan.entries.forEach(entry -> call.arg(entry.id()));
        plan.entries.forEach(entry -> call.arg(plan.stateOf(entry).rest()));
        increments.args.forEach(call::arg);
        plan.tallies.buyers.forEach(call::arg);
        plan.tallies.trend.keySet().forEach(call::arg);
        recent.forEach(paid -> call.arg(paid.position()).arg(RecentJson.write(paid.order())));
        plan.changed.keySet().forEach(call::arg);
        plan.changed.keySet().forEach(id -> call.arg(known.value(id)));
        plan.changed.forEach((id, state) -> call.arg(id).arg(state.text()));
        placed.forEach(entry -> call.arg(entry.id()).arg(entry.json()));
        placedNoMore.forEach(call::arg);
        return call;
    }

    private static void addKeys(ScriptCall call, StreamKeys keys) {
        call.key(keys.config())
                .key(keys.totals())
                .key(keys.ids())
                .key(keys.ledger())
                .key(keys.buyers());
        call.key(keys.minutes())
                .key(keys.recent())
                .key(keys.counts())
                .key(keys.trend())
                .key(keys.placed())
                .key(keys.newest());
        for (Section section : Section.values()) {
            call.key(keys.ranking(section.key()));
        }
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
            add(TOTALS, "cancelled", tallies.cancelled);
            add(TOTALS, "refunded", tallies.refunded);
            add(TOTALS, "waiting", tallies.waiting);
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
            case "known" -> new Outcome.Outdated();
            case "status" -> new Outcome.NotLive(reply.get(1).toString());
            case "full" -> new Outcome.Full();
            case "behind" ->
                new Outcome.Behind(reply.get(1).toInteger() == 1, reply.get(2).toString());
            default -> throw new IllegalStateException("record.lua answered " + kind);
        };
    }
}
