package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestOrders.paid;

import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProxy;
import org.livetally.testing.TestRedis;

/** A connection that breaks while a batch is in flight says nothing about whether the batch ran. */
final class LostAnswerTest {
    @RegisterExtension
    @org.junit.jupiter.api.Order(1)
    final RedisProxy proxy = new RedisProxy(TestRedis.uri());

    @RegisterExtension
    @org.junit.jupiter.api.Order(2)
    final TestLedger ledger = TestLedger.behind(proxy::uri);

    @Test
    void batchWhoseAnswerWasLostIsCountedOnce() {
        ledger.record(paid("warm-up", 1)); // so that Redis knows the script, and the next answer is the batch's
        proxy.loseAnAnswer();

        List<Receipt> receipts = ledger.record(paid("o-1", 10), paid("o-2", 20));

        assertTrue(proxy.hasLostIt());
        Seq last = Seq.parse(hash(KEYS.totals()).getOrDefault("last", ""));
        assertEquals(
                List.of(new Receipt.Duplicate(last.minus(1).toString()), new Receipt.Duplicate(last.toString())),
                receipts);
        assertEquals("31", hash(KEYS.totals()).get("gmv"));
        assertEquals("2", TestRedis.text("XLEN", KEYS.ledger()));
        assertEquals(List.of(), ledger.audit().differences());
    }

    @Test
    void endOfTheStreamDoesNotTurnADuplicateIntoARefusal() {
        String seq = TestOrders.seq(ledger.record(paid("o-1", 10)).get(0));
        TestRedis.command("HSET", KEYS.settings(), "status", "ended");

        assertEquals(
                List.of(new Receipt.Duplicate(seq), new Rejection(Code.STREAM_ENDED, "stream", Rule.ENDED.reason())),
                ledger.record(paid("o-1", 10), paid("o-2", 10)));
    }

    @Test
    void batchesOfManyKilledConnectionsAreCountedOnce() {
        int orders = 0;
        for (int round = 0; round < 20; round++) {
            Order[] batch = new Order[50];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = paid("o-" + orders++, 1);
            }
            Future<List<Receipt>> receipts = ledger.later(batch);
            TestRedis.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            Await.result(receipts).forEach(receipt -> assertTrue(!(receipt instanceof Rejection), receipt::toString));
        }

        assertEquals(Integer.toString(orders), hash(KEYS.totals()).get("gmv"));
        assertEquals(List.of(), ledger.audit().differences());
    }
}
