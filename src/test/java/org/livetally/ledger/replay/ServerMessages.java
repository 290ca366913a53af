package org.livetally.ledger.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.livetally.ledger.record.TestLedger.KEYS;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.CatalogueEntry;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.ledger.IdState;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.testing.TestRedis;
import org.livetally.wire.FactsJson;
import org.livetally.wire.GroupJson;
import org.livetally.wire.LedgerJson;

/** Messages that the server makes, written into the ledger of a stream with all that follows from them. */
final class ServerMessages {
    private ServerMessages() {}

    /** Appends a message, and nothing that follows from it. */
    static Seq append(Message message) {
        String last = TestRedis.text("HGET", KEYS.totals(), "last");
        Seq before = last.isEmpty() ? Seq.START : Seq.parse(last);
        Seq seq = new Seq(before.ms() + 1, 0);
        TestRedis.command(
                "XADD",
                KEYS.ledger(),
                seq.toString(),
                "messages",
                new String(LedgerJson.array(List.of(LedgerJson.write(message))), UTF_8));
        IdState state = LedgerEntry.of(message, TestOrders.MINUTE).state().recordedAt(seq);
        TestRedis.command("HSET", KEYS.ids(), message.id(), state.text());
        TestRedis.command("HSET", KEYS.totals(), "last", seq.toString());
        return seq;
    }

    /** Changes products, whose facts all change. */
    static void catalogue(String id, Map<String, String> products) {
        Map<String, CatalogueEntry> entries = new TreeMap<>();
        Map<String, ProductFacts> facts = new TreeMap<>();
        products.forEach((sku, json) -> {
            entries.put(sku, FactsJson.entry(json));
            facts.put(sku, FactsJson.entry(json).facts());
        });
        Seq seq = append(new CatalogueChange(id, TestLedger.STREAM, entries, TestOrders.MINUTE));
        entries.forEach((sku, product) -> {
            TestRedis.command("HSET", KEYS.catalogue(), sku, product.json());
            if (product.stock() != null
                    && TestRedis.text("ZSCORE", KEYS.stock(), sku).isEmpty()) {
                TestRedis.command("ZADD", KEYS.stock(), product.stock().toString(), sku);
            }
        });
        TestRedis.command("XADD", KEYS.basis(), seq.toString(), "facts", new String(FactsJson.write(facts), UTF_8));
        TestRedis.command("HSET", KEYS.totals(), "basis", seq.toString());
    }

    static void groups(String id, Map<String, @Nullable Group> groups) {
        append(new GroupsChange(id, TestLedger.STREAM, groups, TestOrders.MINUTE));
        groups.forEach((name, group) -> {
            if (group == null) {
                TestRedis.command("HDEL", KEYS.groupTree(), name);
            } else {
                TestRedis.command("HSET", KEYS.groupTree(), name, GroupJson.text(group));
            }
        });
    }
}
