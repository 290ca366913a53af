package org.livetally.scenario.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Order.Line;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;

class ExactChangeTest {
    private final Product honey = new Product("honey", "蜂蜜", "瓶", 500, 500, Details.NONE);
    private final Product incense = new Product("incense", "藏香", "盒", 300, 300, Details.NONE);
    private final ExactChange till = new ExactChange(List.of(honey, incense));

    @Test
    void meetsTheSumWithTheFewestPurchases() {
        assertEquals(List.of(honey.times(3)), till.make(1_500, 100));
        assertEquals(
                2_200, till.make(2_200, 100).stream().mapToLong(Line::amount).sum());
        assertEquals(2, till.make(1_600, 100).size());
    }

    @Test
    void saysSoIfNoPurchasesComeToTheSum() {
        assertThrows(IllegalArgumentException.class, () -> till.make(400, 100));
    }
}
