package org.livetally.intake.connectors.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.livetally.intake.connectors.Shops;
import org.livetally.wire.LinesJson;

final class DraftsTest {
    private static final Shop SHOP = Shops.in("CNY", Map.of());

    private static JsonObject order(int lines, Drafts.Line line) throws UnreadableException {
        return Drafts.order(SHOP, "o-1", 0, null, Collections.nCopies(lines, line));
    }

    @Test
    void whatExceedsTheMostLinesBecomesOne() throws UnreadableException {
        List<?> lines = order(LinesJson.MAX_LINES + 2, new Drafts.Line("tea", 2, 30))
                .getJsonArray("lines")
                .getList();
        assertEquals(LinesJson.MAX_LINES, lines.size());
        assertEquals(
                new JsonObject().put("sku", Drafts.MORE).put("qty", 6L).put("amount", 90L),
                lines.get(LinesJson.MAX_LINES - 1));
    }

    @Test
    void aSumThatNoLongHoldsIsRefused() {
        for (Drafts.Line line :
                List.of(new Drafts.Line("tea", 1, Long.MAX_VALUE), new Drafts.Line("tea", Long.MAX_VALUE, 1))) {
            assertThrows(UnreadableException.class, () -> order(LinesJson.MAX_LINES + 1, line));
        }
    }

    /** The checks of messages would refuse them, and the whole order with them. */
    @Test
    void whatNobodyCanSeeIsLeftOut() {
        assertEquals(new JsonObject(), Drafts.buyer("\u200b ", "\u3000", "\ufeff"));
        assertEquals("variant-7", OrderLines.sku("\u200b", "variant-", "7"));
    }
}
