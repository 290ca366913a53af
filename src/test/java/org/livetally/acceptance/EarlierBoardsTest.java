package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.acceptance.Pages.has;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.OrderJson;

/** What screens show beside the whole of a board: its present day, and what another one had by the same time. */
final class EarlierBoardsTest {
    /** Not the browser's. */
    private static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void theDayRollsOverAtMidnightWhereTheStreamIs() {
        LocalDate yesterday = LocalDate.now(ZONE).minusDays(1);
        Instant midnight = yesterday.plusDays(1).atStartOfDay(ZONE).toInstant();
        started("fair", "CNY", midnight.minus(Duration.ofDays(3)));
        paid("fair", "o-1", 19_800, midnight.minus(Duration.ofDays(2)));
        paid("fair", "o-2", 700, midnight.minus(Duration.ofHours(9)));

        for (String path : List.of("/board/fair?lang=en", "/console?lang=en#fair")) {
            Page page = PAGES.open(path);
            Locator today = page.locator("today-figures");
            has(today, "data-date", LocalDate.now(ZONE));
            has(today, "data-gmv", 0);
            tell(today, midnight.minusMillis(1));
            has(today, "data-date", yesterday);
            has(today, "data-gmv", 700);
            has(today, "data-orders", 1);
            tell(today, midnight);
            has(today, "data-date", yesterday.plusDays(1));
            has(today, "data-gmv", 0);
        }
    }

    private static void tell(Locator figures, Instant time) {
        figures.evaluate("(figures, time) => { figures.clock = () => time; }", (double) time.toEpochMilli());
    }

    private static void started(String stream, String currency, Instant at) {
        PAGES.server()
                .create(new JsonObject()
                        .put("id", stream)
                        .put("title", "T " + stream)
                        .put("currency", currency)
                        .put("timezone", ZONE.getId()));
        String start = new JsonObject().put("at", at.toEpochMilli()).encode();
        String answer = PAGES.server()
                .send("POST", "/api/streams/" + stream + "/start", start)
                .body();
        assertTrue(answer.contains("live"), answer);
    }

    private static void paid(String stream, String id, long amount, Instant at) {
        JsonObject order = OrderJson.order(stream, id, amount).put("at", at.toEpochMilli());
        String answer = PAGES.server().postOrders(order.encode()).body();
        assertTrue(answer.contains("recorded"), answer);
    }
}
