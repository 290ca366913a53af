package org.livetally.ledger.seal;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.seal.KnownDifferences.Named;
import org.livetally.ledger.seal.Rotation.Part;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * Figures of a stream as Redis held them at one moment: its totals, and some of its names. Hides the order of the keys,
 * arguments and replies of {@code read_audited.lua}.
 */
final class Reading {
    private static final LuaScript SCRIPT = LuaScript.load("read_audited");
    private static final int SCANNED = 250;
    private static final String NO_PLACE = "";
    private static final String ERASED = "erased";
    /** What the totals have besides sums. */
    private static final List<String> NO_SUMS = List.of("last", "basis", "version", "tallies", ERASED);

    private final List<Part> parts;
    private final Response reply;
    private final Map<String, String> totals = new TreeMap<>();
    private final Seq last;
    private final String erased;

    private Reading(List<Part> parts, Response reply) {
        this.parts = parts;
        this.reply = reply;
        Response pairs = reply.get(0);
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            totals.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        String newest = totals.get("last");
        this.last = newest == null ? Seq.START : Seq.parse(newest);
        this.erased = totals.getOrDefault(ERASED, "");
        NO_SUMS.forEach(totals::remove);
    }

    /** Reads a stream; null if there is none. */
    static Future<@Nullable Reading> of(RedisLink redis, StreamKeys keys, List<Part> parts) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.buyers())
                .key(keys.seal())
                .key(keys.checkpoints());
        parts.forEach(part -> call.key(part.place().key()));
        call.arg(SCANNED);
        for (Part part : parts) {
            call.arg(part.place().kind()).arg(part.cursor()).arg(part.fields().size());
            part.fields().forEach(call::arg);
        }
        return redis.runReplicated(call).map(reply -> reply == null ? null : new Reading(parts, reply));
    }

    /** The newest message at that moment; {@link Seq#START} before the first. */
    Seq last() {
        return last;
    }

    /** The message that says that a buyer was erased last, so that the ledger before it is another one; empty if none was. */
    String erased() {
        return erased;
    }

    /** The newest audit; null before the first. */
    @Nullable
    StoredSeal seal() {
        return StoredSeal.of(reply.get(2));
    }

    /** How many fields the checkpoints have. */
    long checkpoints() {
        return reply.get(3).toLong();
    }

    /** What was read of names. */
    List<Part> parts() {
        return parts;
    }

    /** The cursors from which the parts are scanned on. */
    List<String> cursors() {
        List<String> cursors = new ArrayList<>();
        reply.get(4).forEach(part -> cursors.add(part.get(0).toString()));
        return cursors;
    }

    /**
     * Compares it with what the ledger comes to at that moment.
     *
     * @param cut with all messages up to {@link #last}
     */
    void compare(Cut cut, KnownDifferences comparison) {
        Map<String, Long> sums = cut.sums().getOrDefault(Tallies.TOTALS, Map.of());
        sums.forEach((total, sum) -> comparison.compare(new Named(NO_PLACE, total), sum, totals.get(total)));
        totals.forEach(
                (total, held) -> comparison.compare(new Named(NO_PLACE, total), sums.getOrDefault(total, 0L), held));
        comparison.compare(
                new Named(NO_PLACE, Tallies.BUYERS), cut.buyers(), reply.get(1).toString());
        for (int i = 0; i < parts.size(); i++) {
            compare(parts.get(i), reply.get(4).get(i), cut, comparison);
        }
    }

    private static void compare(Part part, Response read, Cut cut, KnownDifferences comparison) {
        String place = part.place().name();
        Response scanned = read.get(1);
        for (int i = 0; i + 1 < scanned.size(); i += 2) {
            compare(place, scanned.get(i).toString(), scanned.get(i + 1), cut, comparison);
        }
        Response values = read.get(2);
        for (int i = 0; i < part.fields().size(); i++) {
            compare(place, part.fields().get(i), values.get(i), cut, comparison);
        }
    }

    private static void compare(
            String place, String field, @Nullable Response held, Cut cut, KnownDifferences comparison) {
        if (place.equals(Tallies.TREND) && MinuteMeasure.LIKES.isIn(field)) {
            return; // the ledger does not have them
        }
        comparison.compare(new Named(place, field), cut.sum(place, field), held == null ? null : held.toString());
    }
}
