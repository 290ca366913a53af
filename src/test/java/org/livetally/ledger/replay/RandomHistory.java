package org.livetally.ledger.replay;

import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestOrders.MINUTE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.ledger.record.RandomLives;
import org.livetally.ledger.record.TestDeals;
import org.livetally.ledger.record.TestLedger;
import org.livetally.testing.TestRedis;

/** Messages of every type in any order, in batches of any size, by recorders that are replaced now and then. */
public final class RandomHistory implements AutoCloseable {
    private static final int SKUS = 60;
    private static final int MAX_BATCH = 60;

    private final Random random;
    private final RandomLives lives;
    private final List<Deal> deals = new ArrayList<>();
    private TestLedger recorder = TestLedger.beside();
    private int made;

    public RandomHistory(long seed) {
        random = new Random(seed);
        lives = new RandomLives(seed);
    }

    /** Some products are short, and some have few numbers, so orders are refused, too. */
    public void begin() {
        TestRedis.command("HSET", KEYS.totals(), "tallies", Basis.ALL_TALLIES);
        catalogue(SKUS);
    }

    /** Records something. */
    public void step() {
        made++;
        switch (random.nextInt(12)) {
            case 0 -> recorder.record(show());
            case 1 ->
                recorder.record(new StockChange("st-" + made, STREAM, sku(), random.nextInt(40) - 10, null, MINUTE));
            case 2 -> recorder.record(deal());
            case 3 -> catalogue(1 + random.nextInt(4));
            case 4 ->
                ServerMessages.groups(
                        "groups-" + made,
                        Map.of("group-" + random.nextInt(9), new Group(null, 1L + random.nextInt(50))));
            case 5 -> restart();
            default -> recorder.record(lives.batch(1 + random.nextInt(MAX_BATCH)));
        }
    }

    private void restart() {
        recorder.close();
        recorder = TestLedger.beside();
    }

    private Message show() {
        Change host = random.nextBoolean() ? new Change("host-" + random.nextInt(5)) : null;
        return new Show(
                "sh-" + made, STREAM, host, random.nextInt(3) == 0 ? new Change(null) : new Change(sku()), MINUTE);
    }

    private Message deal() {
        if (deals.isEmpty() || random.nextInt(3) == 0) {
            long amount = 1L + random.nextInt(1_000);
            Deal deal = random.nextBoolean()
                    ? TestDeals.agreement("d-" + made, amount, null, 3L)
                    : TestDeals.intent("d-" + made, amount);
            deals.add(deal);
            return deal;
        }
        String about = deals.get(random.nextInt(deals.size())).id();
        return random.nextBoolean()
                ? TestDeals.delivery("dl-" + made, about, 1L + random.nextInt(300))
                : TestDeals.cancellation("dc-" + made, about);
    }

    private String sku() {
        return "sku-" + random.nextInt(SKUS);
    }

    private void catalogue(int products) {
        Map<String, String> some = new TreeMap<>();
        for (int i = 0; i < products; i++) {
            int n = products == SKUS ? i : random.nextInt(SKUS);
            String product =
                    "{\"name\":\"P\",\"series\":\"s-" + random.nextInt(9) + "\",\"category\":\"c-" + n % 4 + "\"";
            product += n % 3 == 0 ? ",\"levy\":{\"fund\":\"f-" + n % 5 + "\",\"amount\":20}" : "";
            product += n % 5 == 0 ? ",\"stock\":" + n : "";
            product += n % 2 == 0 ? ",\"numbered\":{\"prefix\":\"N\",\"first\":1,\"last\":30}" : "";
            some.put("sku-" + n, product + "}");
        }
        ServerMessages.catalogue("catalogue-" + made, some);
    }

    @Override
    public void close() {
        recorder.close();
    }
}
