package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.list;
import static org.livetally.ledger.record.TestLedger.scores;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.replay.Audit;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProxy;
import org.livetally.testing.TestRedis;

/** Whatever is sent, Redis holds the plain sum over the distinct orders. */
final class RandomLoadTest {
    private static final int BATCHES = 50;

    @Test
    void talliesAreTheSumsOfTheDistinctOrders() {
        RandomOrders orders = new RandomOrders(1);
        try (TestLedger ledger = TestLedger.open(TestRedis.uri())) {
            Map<String, String> seqs = new HashMap<>();
            for (int i = 0; i < BATCHES; i++) {
                Order[] batch = orders.batch();
                List<Receipt> receipts = ledger.record(batch);
                for (int j = 0; j < batch.length; j++) {
                    assertSettledOnce(seqs, batch[j].id(), receipts.get(j));
                }
            }
            assertExact(ledger, orders);
        }
    }

    @Test
    void lostAnswersChangeNothing() {
        RandomOrders orders = new RandomOrders(2);
        try (RedisProxy proxy = RedisProxy.start(TestRedis.uri());
                TestLedger ledger = TestLedger.open(proxy.uri())) {
            for (int i = 0; i < BATCHES; i++) {
                if (i % 5 == 4) {
                    proxy.loseAnAnswer();
                }
                ledger.record(orders.batch()).forEach(receipt -> assertFalse(receipt instanceof Rejection));
            }
            assertExact(ledger, orders);
        }
    }

    @Test
    void auditFindsNothingWhileOrdersAreRecorded() {
        RandomOrders orders = new RandomOrders(3);
        try (TestLedger ledger = TestLedger.open(TestRedis.uri())) {
            List<Future<?>> recording = new ArrayList<>();
            for (int i = 0; i < BATCHES; i++) {
                recording.add(ledger.later(orders.batch()));
                if (i % 5 == 0) {
                    assertEquals(List.of(), ledger.audit().differences());
                }
            }
            Await.result(Future.all(recording));
            assertExact(ledger, orders);
        }
    }

    /** Recorded once, and then a duplicate with the same seq each time. */
    private static void assertSettledOnce(Map<String, String> seqs, String id, Receipt receipt) {
        if (receipt instanceof Receipt.Recorded recorded) {
            assertEquals(null, seqs.put(id, recorded.seq()), id + " was recorded twice");
        } else if (receipt instanceof Receipt.Duplicate duplicate) {
            assertEquals(seqs.get(id), duplicate.seq(), id);
        } else {
            throw new AssertionError(id + ": " + receipt);
        }
    }

    private static void assertExact(TestLedger ledger, RandomOrders orders) {
        assertEquals(orders.expected(), stored());
        assertEquals(orders.buyers(), new HashSet<>(list("SMEMBERS", KEYS.buyers())));
        assertEquals(Integer.toString(orders.count()), TestRedis.text("HLEN", KEYS.ids()));
        Audit.Report report = ledger.audit();
        assertEquals(List.of(), report.differences());
        assertEquals(orders.count(), report.messages());
        assertEquals(orders.expected().get("gmv"), report.gmv());
    }

    private static Map<String, Long> stored() {
        Map<String, Long> stored = new TreeMap<>();
        hash(KEYS.totals()).forEach((field, value) -> {
            if (!field.equals("version") && !field.equals("last")) {
                stored.put(field, Long.valueOf(value));
            }
        });
        hash(KEYS.counts()).forEach((field, value) -> stored.put(field, Long.valueOf(value)));
        hash(KEYS.trend()).forEach((field, value) -> stored.put(field, Long.valueOf(value)));
        for (Dimension dimension : Dimension.values()) {
            scores(KEYS.ranking(dimension))
                    .forEach((name, gmv) -> stored.put(dimension.key() + "/" + name, Long.valueOf(gmv)));
        }
        stored.values().removeIf(sum -> sum == 0);
        return stored;
    }
}
