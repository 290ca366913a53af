package org.livetally.ledger.replay;

import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestOrders.MINUTE;

import java.util.Map;
import java.util.TreeMap;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;
import org.livetally.ledger.record.RandomLives;
import org.livetally.ledger.record.TestLedger;
import org.livetally.testing.TestRedis;

/** A ledger that moves every kind of tally, under many names, and audits with little memory. */
final class LongLedger {
    static final Audit.Limits TINY = new Audit.Limits(7, 100, 10, 30);
    private static final int BATCH = 100;

    private final TestLedger ledger;
    private final RandomLives lives = new RandomLives(11);

    LongLedger(TestLedger ledger) {
        this.ledger = ledger;
    }

    /** Some of the products are short, and some have few numbers, so orders are refused, too. */
    void begin() {
        TestRedis.command("HSET", KEYS.totals(), "tallies", Basis.ALL_TALLIES);
        Map<String, String> products = new TreeMap<>();
        for (int i = 0; i < 900; i++) {
            String product = "{\"name\":\"P\",\"series\":\"s-" + i % 40 + "\",\"category\":\"c-" + i % 9 + "\"";
            product += i % 3 == 0 ? ",\"levy\":{\"fund\":\"f-" + i % 7 + "\",\"amount\":20}" : "";
            product += i % 5 == 0 ? ",\"stock\":" + i % 20 : "";
            product += i % 2 == 0 ? ",\"numbered\":{\"prefix\":\"N\",\"first\":1,\"last\":12}" : "";
            products.put("sku-" + i, product + "}");
        }
        ServerMessages.catalogue("catalogue-1", products);
    }

    void record(int batches) {
        for (int i = 0; i < batches; i++) {
            ledger.record(show(i));
            ledger.record(lives.batch(BATCH));
        }
    }

    private static Show show(int number) {
        Change host = number % 2 == 0 ? new Change("host-" + number) : null;
        Change sku = number % 3 == 2 ? new Change(null) : new Change("sku-" + number);
        return new Show("sh-" + number, TestLedger.STREAM, host, sku, MINUTE + number);
    }

    /** Random messages that were not recorded yet. */
    Message[] batch(int messages) {
        return lives.batch(messages);
    }
}
