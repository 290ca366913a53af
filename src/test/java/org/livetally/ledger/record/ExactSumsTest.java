package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestOrders.MINUTE;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.Integers;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.testing.TestRedis;

/** No sum is rounded, though the script adds in doubles: around 2^53, where they no longer hold each integer, and far beyond. */
final class ExactSumsTest {
    private static final int LINES = 100;
    private static final int ROUNDS = 20;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    private final Map<String, Long> expected = new HashMap<>();

    /** A counter that an operator, or an old version, may have left anywhere in the range of Redis' integers. */
    @Test
    void countsAnywhereStayExact() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < LINES; i++) {
            store(i, start(random));
        }
        for (int round = 0; round < ROUNDS; round++) {
            Line[] lines = new Line[LINES];
            for (int i = 0; i < LINES; i++) {
                lines[i] = new Line("sku-" + i, 1 + random.nextInt(5), 1);
                expected.merge(field(i), lines[i].qty(), Long::sum);
            }
            Receipt receipt = ledger.record(TestOrders.order("o-" + round, true, null, null, MINUTE, lines))
                    .get(0);
            assertInstanceOf(Receipt.Recorded.class, receipt);
        }
        Map<String, String> counts = hash(KEYS.counts());
        expected.forEach((field, sum) -> assertEquals(Long.toString(sum), counts.get(field), field));
    }

    private void store(int line, long value) {
        expected.put(field(line), value);
        if (value != 0) {
            TestRedis.command("HSET", KEYS.counts(), field(line), Long.toString(value));
        }
    }

    private static String field(int line) {
        return Dimension.PRODUCTS.countField(Measure.UNITS, "sku-" + line);
    }

    private static long start(Random random) {
        long near = random.nextLong(2L * ROUNDS) - ROUNDS;
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000);
            case 2 -> Integers.MAX_EXACT + near;
            case 3 -> -Integers.MAX_EXACT + near;
            case 4 -> Long.MAX_VALUE - 10 * ROUNDS + near;
            default -> Long.MIN_VALUE + 2 * ROUNDS + near;
        };
    }
}
