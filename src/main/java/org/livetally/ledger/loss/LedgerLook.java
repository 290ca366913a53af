package org.livetally.ledger.loss;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.AcceptedLoss;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.wire.LedgerJson;

/**
 * What Redis has of a stream's ledger at one moment. Hides the order of the keys of {@code look_at_ledgers.lua}. One
 * command asks about many streams, which in a Redis Cluster must be of one slot.
 *
 * @param last the newest seq; empty if there is none
 * @param knowsWitness whether it has the message that was asked for, with the same seq; true if none was asked for
 * @param accepted the seq from which the ledger continued after the newest accepted loss
 * @param acceptedFrom the newest seq that Redis had at that time; empty for none
 * @param noted the newest seq that nodes have noted to be missing; empty for none
 */
public record LedgerLook(
        boolean exists, String last, boolean knowsWitness, Seq accepted, String acceptedFrom, String noted) {
    /** An archived stream was whole when it was archived, and its file has every id. */
    private static final String ARCHIVED = "*";

    private static final LuaScript LOOK = LuaScript.load("look_at_ledgers");
    private static final LuaScript ACCEPT = LuaScript.load("accept_loss");

    /** Looks at some ledgers; the results are in the same order. */
    static Future<List<LedgerLook>> at(RedisLink redis, List<AckMemory.Asked> all) {
        ScriptCall call = new ScriptCall(LOOK);
        for (AckMemory.Asked asked : all) {
            StreamKeys keys = new StreamKeys(asked.stream);
            call.key(keys.settings()).key(keys.totals()).key(keys.ids()).key(keys.loss());
        }
        all.forEach(asked -> call.arg(asked.witness == null ? "" : asked.witness.id()));
        return redis.run(call).map(replies -> {
            List<LedgerLook> looks = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                looks.add(of(replies.get(i), all.get(i).witness));
            }
            return looks;
        });
    }

    private static LedgerLook of(Response reply, AckedStream.@Nullable Acked witness) {
        String known = reply.get(2).toString();
        String accepted = reply.get(3).toString();
        return new LedgerLook(
                reply.get(0).toInteger() == 1,
                reply.get(1).toString(),
                witness == null || known.equals(ARCHIVED) || IdState.isAt(known, witness.seq()),
                accepted.isEmpty() ? Seq.START : Seq.parse(accepted),
                reply.get(4).toString(),
                reply.get(5).toString());
    }

    /**
     * Lets a ledger continue with what it has, on all nodes, which see it at their next look.
     *
     * @param newest the newest seq that this node knew; later messages get later seqs
     * @param told the message that says so in the ledger; null if one has said it already
     */
    static Future<Void> accept(RedisLink redis, String stream, Seq newest, @Nullable AcceptedLoss told) {
        StreamKeys keys = new StreamKeys(stream);
        ScriptCall call = new ScriptCall(ACCEPT)
                .key(keys.totals())
                .key(keys.loss())
                .key(keys.settings())
                .key(keys.ids())
                .key(keys.ledger())
                .arg(newest.ms());
        if (told == null) {
            call.arg("").arg("").arg("");
        } else {
            LedgerEntry entry = LedgerEntry.of(told, told.at());
            call.arg(entry.id())
                    .arg(LedgerJson.array(List.of(entry.json())))
                    .arg(entry.state().rest());
        }
        return redis.runReplicated(call).mapEmpty();
    }
}
