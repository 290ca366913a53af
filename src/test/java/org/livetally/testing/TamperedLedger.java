package org.livetally.testing;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.livetally.redis.client.StreamKeys;

/** Changes a ledger as nobody may: Redis itself cannot change an entry, so all of them are written anew. */
public final class TamperedLedger {
    private TamperedLedger() {}

    /**
     * Changes the text of an entry in the Redis of the tests; the others stay as they are.
     *
     * @param place of the entry, from 0
     */
    public static void change(StreamKeys keys, int place, String from, String to) {
        List<String> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Response entry : Objects.requireNonNull(TestRedis.command("XRANGE", keys.ledger(), "-", "+"))) {
            ids.add(entry.get(0).toString());
            texts.add(LedgerText.of(entry));
        }
        String changed = texts.get(place).replace(from, to);
        if (changed.equals(texts.get(place))) {
            throw new IllegalArgumentException("there is no " + from + " in " + changed);
        }
        texts.set(place, changed);
        TestRedis.command("DEL", keys.ledger());
        for (int i = 0; i < ids.size(); i++) {
            TestRedis.command("XADD", keys.ledger(), ids.get(i), "messages", texts.get(i));
        }
    }
}
