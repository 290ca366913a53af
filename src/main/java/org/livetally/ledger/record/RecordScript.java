package org.livetally.ledger.record;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * {@code record.lua}: the only writer of the ledger and its tallies. Hides the order of its keys and arguments.
 *
 * <p>One ledger entry holds a batch, as one field with a JSON array. The entry's id is the seq of its last message; the
 * others count down from it. With two fields for each message, XADD took a third of the time that Redis spent on an
 * order. If Redis' clock goes back, seqs continue from the last one.
 */
final class RecordScript {
    /** Lua's unpack and HSET take two arguments a message from a stack of 8,000. */
    static final int MAX_MESSAGES = 1_000;

    private static final LuaScript SCRIPT = LuaScript.load("record");

    private RecordScript() {}

    /**
     * How the stream was before a batch.
     *
     * @param newest the newest seq
     * @param newPairs the names of the batch that its {@code groupbuyers} did not have
     */
    record Before(Seq newest, List<String> newPairs) {
        static Before of(Response reply) {
            String newest = reply.get(4).toString();
            return new Before(
                    newest.isEmpty() ? Seq.START : Seq.parse(newest),
                    reply.get(5).stream().map(Response::toString).toList());
        }
    }

    /** What the script did with a plan. */
    sealed interface Outcome {
        /**
         * Entry i has seq {@code prefix + (first + i)}.
         *
         * @param late whether the stream had ended
         * @param before null if it was not asked for
         */
        record Recorded(
                String prefix,
                long first,
                boolean late,
                @Nullable Before before) implements Outcome {
            Seq seq(int entry) {
                return Seq.parse(prefix + (first + entry));
            }

            List<String> seqs(int entries) {
                List<String> seqs = new ArrayList<>(entries);
                for (int i = 0; i < entries; i++) {
                    seqs.add(prefix + (first + i));
                }
                return seqs;
            }
        }

        /** Nothing was written: what the plan rests on is not true, or no longer; or the stream does not take it. */
        record Outdated() implements Outcome {}

        /** Nothing was written: the plan was made on another basis. */
        record OtherBasis() implements Outcome {}

        /** Nothing was written: the stream's {@code placed}, a fund or a figure of deals would pass 2^53 - 1. */
        record Full() implements Outcome {}

        /** Nothing was written: the stream may have too many names afterwards, see {@link NameQuota}. */
        record Names() implements Outcome {}

        /** Nothing was written: the ledger went back. */
        record Behind(boolean exists, String last) implements Outcome {}
    }

    /**
     * Runs it.
     *
     * @param required the newest seq that the ledger must have; empty if that is unknown
     * @param tellsBefore whether it tells how the stream was before
     */
    static Future<Outcome> run(
            RedisLink redis,
            StreamKeys keys,
            BatchPlan plan,
            KnownIds known,
            long now,
            String required,
            boolean tellsBefore) {
        ScriptCall call = call(keys, plan, known, now, required);
        return redis.run(tellsBefore ? call.arg("before") : call).map(RecordScript::outcome);
    }

    static ScriptCall call(StreamKeys keys, BatchPlan plan, KnownIds known, long now, String required) {
        return new ScriptCall(SCRIPT)
                .key(keys.settings())
                .derivesKeys()
                .arg(plan.stored())
                .arg(PackedPlan.of(plan, known, now, required));
    }

    private static Outcome outcome(Response reply) {
        String kind = reply.get(0).toString();
        return switch (kind) {
            case "recorded" ->
                new Outcome.Recorded(
                        reply.get(1).toString(),
                        reply.get(2).toLong(),
                        reply.get(3).toInteger() == 1,
                        reply.size() > 4 ? Before.of(reply) : null);
            case "known" -> new Outcome.Outdated();
            case "basis" -> new Outcome.OtherBasis();
            case "full" -> new Outcome.Full();
            case "names" -> new Outcome.Names();
            case "behind" ->
                new Outcome.Behind(reply.get(1).toInteger() == 1, reply.get(2).toString());
            default -> throw new IllegalStateException("record.lua answered " + kind);
        };
    }
}
