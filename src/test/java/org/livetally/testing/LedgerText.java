package org.livetally.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.redis.client.Response;
import org.livetally.ledger.Entry;

/** What an entry of a ledger in Redis says, packed or not. */
public final class LedgerText {
    private LedgerText() {}

    /** The JSON of its messages. @param entry as XRANGE has it */
    public static String of(Response entry) {
        return new String(Entry.of("the tests", entry).messages(), UTF_8);
    }

    /** Whether it is an entry that is packed. @param reply anything that Redis says */
    public static boolean isPacked(Response reply) {
        return reply.size() == 2
                && reply.get(1).type() == io.vertx.redis.client.ResponseType.MULTI
                && reply.get(1).size() > 0
                && reply.get(1).get(0).toString().equals("packed");
    }
}
