package org.livetally.ledger.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.record.TestLedger;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;
import org.livetally.wire.FactsJson;
import org.livetally.wire.LedgerJson;

/** Entries of the stream of {@link TestLedger} as recorders leave them, written at chosen places. */
final class WrittenLedger {
    private static final StreamKeys KEYS = TestLedger.KEYS;

    private WrittenLedger() {}

    /** A message that is the newest; it moves no tally. */
    static void add(String seq, Message message) {
        LedgerEntry entry = LedgerEntry.of(message, Seq.parse(seq).ms());
        TestRedis.command(
                "XADD", KEYS.ledger(), seq, "messages", new String(LedgerJson.array(List.of(entry.json())), UTF_8));
        TestRedis.command("HSET", KEYS.totals(), "last", seq);
        TestRedis.command(
                "HSET",
                KEYS.ids(),
                message.id(),
                entry.state().recordedAt(Seq.parse(seq)).text());
    }

    /** What products are from here on. */
    static void facts(String seq, Map<String, ProductFacts> products) {
        basis(seq, "facts", FactsJson.write(products));
    }

    /** Adds the message, and says who and what is on air from here on. */
    static void show(String seq, Show show) {
        add(seq, show);
        basis(seq, "show", LedgerJson.write(show));
    }

    private static void basis(String seq, String field, byte[] change) {
        TestRedis.command("XADD", KEYS.basis(), seq, field, new String(change, UTF_8));
        TestRedis.command("HSET", KEYS.totals(), "basis", seq);
    }
}
