package org.livetally.domain.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Items.AfterReturn;
import org.livetally.domain.order.Order.Line;

/** The units and numbers that an order still has. */
final class ItemsTest {
    private static final List<Line> LINES =
            List.of(new Line("yak", 3, 300), new Line("honey", 2, 20), new Line("honey", 1, 9));
    private static final Items BOUGHT = new Items(Map.of("yak", List.of(9L, 17L, 18L)), Map.of());

    @Test
    void theHighestNumbersBecomeFreeFirst() {
        AfterReturn one = BOUGHT.returning(Map.of("yak", 1L));

        assertEquals(Map.of("yak", List.of(18L)), one.freed());
        assertEquals(new Items(Map.of("yak", List.of(9L, 17L)), Map.of("yak", 1L)), one.items());

        AfterReturn all = one.items().returning(Map.of("yak", 2L));
        assertEquals(Map.of("yak", List.of(17L, 9L)), all.freed());
        assertEquals(new Items(Map.of(), Map.of("yak", 3L)), all.items());
    }

    @Test
    void productsWithoutNumbersFreeNone() {
        AfterReturn after = BOUGHT.returning(Map.of("honey", 2L));

        assertEquals(Map.of(), after.freed());
        assertEquals(Map.of("honey", 1L, "yak", 3L), after.items().left(LINES));
    }

    @Test
    void whatIsLeftAddsUpTheLinesOfAProduct() {
        assertEquals(Map.of("honey", 3L, "yak", 3L), Items.NONE.left(LINES));
        Items none = BOUGHT.returning(Map.of("honey", 3L, "yak", 3L)).items();
        assertEquals(Map.of(), none.left(LINES));
        assertFalse(none.isEmpty());
        assertTrue(Items.NONE.isEmpty());
    }
}
