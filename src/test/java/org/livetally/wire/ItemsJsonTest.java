package org.livetally.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Items;

/** Items have one form in Redis, so the audit can compare texts. */
final class ItemsJsonTest {
    @Test
    void productsAreSortedAndEmptyMembersLeftOut() {
        assertEquals(
                "{\"numbers\":{\"a\":[3],\"yak\":[17,18]},\"returned\":{\"honey\":1}}",
                text(new Items(Map.of("yak", List.of(17L, 18L), "a", List.of(3L)), Map.of("honey", 1L))));
        assertEquals("{\"returned\":{\"honey\":1}}", text(new Items(Map.of(), Map.of("honey", 1L))));
        assertEquals("{}", text(Items.NONE));
    }

    @Test
    void whatIsWrittenIsRead() {
        Items items = new Items(Map.of("yak", List.of(17L, 18L)), Map.of("honey", 1L, "yak", 2L));

        assertEquals(items, ItemsJson.read(ItemsJson.write(items)));
        assertEquals(Items.NONE, ItemsJson.read(ItemsJson.write(Items.NONE)));
    }

    private static String text(Items items) {
        return new String(ItemsJson.write(items), UTF_8);
    }
}
