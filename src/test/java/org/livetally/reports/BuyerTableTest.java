package org.livetally.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Amounts by buyer, without any id, and what they say of concentration. */
final class BuyerTableTest {
    private final BuyerTable buyers = new BuyerTable();

    @Test
    void addsUpWhatAMapAddsUp() {
        Random random = new Random(7);
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String buyer = "用户-" + random.nextInt(5_000);
            long amount = random.nextInt(1_000) - 100L;
            assertEquals(!expected.containsKey(buyer), buyers.add(buyer, amount));
            expected.merge(buyer, amount, Long::sum);
        }
        assertEquals(expected.size(), buyers.size());
        assertEquals(expected.values().stream().mapToLong(amount -> amount).sum(), buyers.sum());
        for (int n : new int[] {1, 5, 100}) {
            long top = expected.values().stream()
                    .sorted(Comparator.reverseOrder())
                    .limit(n)
                    .mapToLong(amount -> amount)
                    .sum();
            assertEquals(top, buyers.top(n));
        }
    }

    @Test
    void ofFewerBuyersThanThereAreToBeEachCounts() {
        buyers.add("ann", 700);
        buyers.add("ben", 300);
        buyers.add("ben", -300);

        assertEquals(700, buyers.top(5));
        assertEquals(2, buyers.size());
    }

    @Test
    void aShareAboveTheThresholdIsFlaggedAndOneAtItIsNot() {
        for (int i = 0; i < 25; i++) {
            buyers.add("buyer-" + i, 400);
        }
        Concentration even = Concentration.of(buyers, 10_000);
        assertEquals(new BigDecimal("0.2000"), even.share());
        assertFalse(even.isFlagged());

        buyers.add("buyer-0", 1);
        Concentration above = Concentration.of(buyers, 10_001);
        assertEquals(new BigDecimal("0.2000"), above.share(), "rounded down");
        assertTrue(above.isFlagged(), "2,001 of 10,001 are more than a fifth");
    }

    @Test
    void ordersWithoutABuyerAreInTheWholeOnly() {
        buyers.add("ann", 1_000);

        Concentration half = Concentration.of(buyers, 2_000);

        assertEquals(new BigDecimal("0.5000"), half.share());
        assertEquals(1_000, half.net());
        assertEquals(BigDecimal.ZERO, Concentration.of(new BuyerTable(), 0).share());
    }
}
