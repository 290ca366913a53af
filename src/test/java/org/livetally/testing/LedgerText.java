package org.livetally.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
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
        return isList(reply)
                && reply.size() == 2
                && isList(reply.get(1))
                && reply.get(1).size() > 0
                && reply.get(1).get(0).toString().equals("packed");
    }

    private static boolean isList(Response reply) {
        return reply.type() == ResponseType.MULTI;
    }
}
